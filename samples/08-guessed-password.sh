#!/usr/bin/env bash
# A teaching assistant thinks that a pupil sat at the deputy headteacher's account, and would rather tell the chair:
# such a report is kept from the headteacher and the deputy (how-1). Nobody is to learn that it was she who told. At
# first it looks like no incident and is closed as that. Days later the pupil boasts of the password he guessed:
# reopened, and handled in full. The chair lets the headteacher in; the deputy, whose account it is, stays out. The
# office manager asks who reported, and the chair withholds it.
. "$(dirname "$0")/lib.sh"
begin

teaching_assistant reports <<JSON
{
  "title": "Pupil seen at a computer for staff",
  "description": "A Year 6 pupil sat alone at the computer in the staff workroom at lunch. When I came in he closed a window. It looked like the mark book.",
  "occurredAt": "$(days_ago 8 12:20)",
  "discoveredAt": "$(days_ago 8 12:20)",
  "channel": "conversation",
  "location": "Staff workroom",
  "systemsInvolved": ["Computer in the staff workroom"],
  "peopleInvolved": [{"name": "Pupil D. R., Year 6", "relation": "involved"}],
  "concernsRoles": ["deputyHeadteacher"],
  "reportTo": "chairOfGovernors",
  "protectIdentity": true,
  "personalDataInvolved": "yes"
}
JSON

office_manager posts verification <<JSON
{
  "checked": "The pupil is a register monitor; the computer was signed in with the monitors' account, which sees the registers of the day only. The window was the register.",
  "with": ["Amy Castleton"],
  "finding": "notAnIncident"
}
JSON

# With personal data in it that is for the headteacher, who is kept out; so it falls to the chair.
chair_of_governors posts closure '{"summary": "The pupil used the account that he is meant to use. No incident."}'

# Four days on, she hears more, and writes by the receipt of her report; by her own key she sees nothing of it.
office_manager posts reopening <<JSON
{"reason": "The pupil told his class that he guessed a password of staff, and named two marks that he could not know."}
JSON
nobody adds messages '{"text": "He told it in class again today, with two of the marks."}'

# how-1: whoever asks for the reporter's identity gives a reason, and somebody else decides.
office_manager posts reporter-identity/requests <<JSON
{"reason": "I would like to hear from the reporter which window was closed, and at what minute."}
JSON
chair_of_governors posts "reporter-identity/requests/$id/decision" <<JSON
{"disclose": false, "reason": "That can be asked by a message, without knowing who it is."}
JSON

office_manager posts verification <<JSON
{
  "checked": "The sign-in log: on the same day, ten minutes before the monitors' account, the deputy headteacher's account was signed in on that computer while he was on playground duty. The pupil says that he guessed it at the third try.",
  "with": ["Pupil D. R., with his parents", "Support company of the school's network"],
  "finding": "asReported"
}
JSON

office_manager posts details <<JSON
{
  "kind": "confirmedBreach",
  "breachType": "password-guessed",
  "peopleInvolved": [{"name": "Imran Qadir", "subject": "imran.qadir", "relation": "involved"}],
  "informationPolicies": ["access-control", "acceptable-use"],
  "trainingOfThoseInvolved": "Passwords were a topic of the staff day in the autumn term."
}
JSON

chair_of_governors posts access <<JSON
{"role": "headteacher", "reason": "Nothing in the report concerns her, and she is needed to decide about disciplinary action."}
JSON

office_manager posts classification <<JSON
{
  "severity": "moderate",
  "rationale": "Marks of 31 children seen by one child; nothing was changed and nothing left the room.",
  "suggestion": {
    "dataType": "behavioural", "contextAdjustment": 0, "identifiability": "maximum",
    "confidentiality": "partial", "integrity": "none", "availability": "none",
    "malicious": false, "individuals": 31
  }
}
JSON

office_manager posts allocation <<JSON
{
  "investigator": {"subject": "colin.abara", "name": "Colin Abara", "role": "investigatingOfficer"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON

investigating_officer posts allocation/acceptance '{}'

investigating_officer posts scope <<JSON
{
  "expectedOutcomes": ["What the pupil saw, and whether he changed anything", "Whether others have done the same"],
  "stakeholders": ["31 pupils of the class", "The pupil and his parents", "The owner of the account"],
  "policiesBreached": ["access-control", "acceptable-use"]
}
JSON

# how-3b: a pupil is spoken to with his parents. The notes open for investigator, office manager and headteacher only.
investigating_officer posts interviews <<JSON
{
  "person": {"name": "Pupil D. R., Year 6", "role": "Pupil, with his parents"},
  "heldAt": "$(days_ago 3 15:30)",
  "notes": "He tried the name of the school with a year, and the third year was right. He looked at the marks of his class for about five minutes and changed nothing. He told two friends their marks, and is sorry."
}
JSON

investigating_officer uploads workroom-sign-ins.txt \
  description='Sign-ins on the computer in the workroom, that day' source='Support company of the school’s network' \
  collectedAt="$(days_ago 3 10:00)"
workroom_log=$id

office_manager posts awareness <<JSON
{"awareAt": "$(days_ago 3 10:30)", "reason": "With the log it was certain whose account was used, and by whom not."}
JSON

office_manager posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "likely", "highRisk": false, "mitigated": true,
  "mitigation": "The pupil's parents were there when he told everything; nothing was written down or photographed; the account was locked.",
  "decision": "notReportable",
  "rationale": "The marks of two children were repeated in class, and that was set right with them on the same day."
}
JSON

investigating_officer posts data-subject-notices <<JSON
{
  "informed": false,
  "exemption": "riskRemoved",
  "reason": "The two families whose children were named have been spoken to; nothing is left in anybody's hands."
}
JSON

# how-3h, brch: it is not only the pupil who broke a rule.
headteacher posts disciplinary <<JSON
{
  "commenced": true,
  "reason": "The password was the name of the school and a year, against the policy on access, and it had been pointed out before. Informal stage.",
  "person": {"name": "Imran Qadir", "subject": "imran.qadir"}
}
JSON

investigating_officer posts decisions <<JSON
{
  "decision": "An account locks after five wrong passwords, and the workroom is locked at lunch.",
  "rationale": "Three tries were enough; five will not be, with passwords that nobody can guess.",
  "evidenceIds": ["$workroom_log"]
}
JSON

investigating_officer posts remedial-actions <<JSON
{"description": "Check all staff passwords against the list of guessable ones, and have them changed.", "owner": "Sandra Pike", "dueOn": "$(in_days 7)"}
JSON

# Advice that comes in time is worth a second look at the log.
office_manager posts advice <<JSON
{"advice": "Look at the whole week before that day too. If he guessed it at the third try, somebody else may have."}
JSON

investigating_officer posts risks <<JSON
{"description": "Other passwords of staff can be guessed as easily.", "likelihood": "high", "impact": "medium", "owner": "Sandra Pike"}
JSON

investigating_officer posts controls <<JSON
{"description": "An account locks after five wrong passwords, and the workroom is locked at lunch.", "owner": "Sandra Pike", "dueOn": "$(in_days 2)"}
JSON
lock_out=$id

investigating_officer rules_out how-3d 'The support company gave the log; nothing else is needed.'
investigating_officer rules_out how-3e 'The chair has known since the report.'
investigating_officer rules_out how-3i 'Two families were spoken to; more would only embarrass the children.'

investigating_officer posts outcome-reports <<JSON
{
  "facts": "A pupil guessed a password of staff at the third try and looked at the marks of his class for about five minutes.",
  "findings": "The password could be guessed and no lock-out was set. The workroom was open at lunch. The first check looked at one sign-in and not at the one before.",
  "causes": ["Guessable password", "No lock-out", "Open workroom"],
  "recommendations": ["Lock-out after five tries", "Check all passwords", "Lock the workroom at lunch"],
  "lessons": "Look at the hour before as well, before you say that nothing happened."
}
JSON

office_manager posts "outcome-reports/$id/assessment" '{"satisfied": true, "reason": "Families spoken to, lock-out on, passwords to be checked within the week."}'
office_manager posts outcome-reports/1/review '{"accepted": true, "reason": "Fair to the pupil, and honest about our first check."}'
office_manager posts closure '{"summary": "Guessed password of a member of staff; marks seen by one pupil, families told, lock-out set."}'

# how-3j: whether a control works is seen later, and needs no reopening.
office_manager posts "controls/$lock_out/review" <<JSON
{"effective": true, "findings": "Two accounts locked themselves in the first week; both were their owners, who had changed the password."}
JSON

ends_closed
