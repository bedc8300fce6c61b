#!/usr/bin/env bash
# A laptop is left on a train. The supply teacher who had it telephones, and the office manager enters the report for
# her (how-4a). The asset register says encrypted, so it begins as moderate. Then it turns out that the encryption was
# never switched on: critical, and the investigation passes to the office manager (how-6a), who therefore does not
# close it. On the way the headteacher tries to close and is shown everything that stands in the way.
. "$(dirname "$0")/lib.sh"
begin

office_manager reports <<JSON
{
  "title": "School laptop left on a train",
  "onBehalfOf": {"name": "Grace Holloway", "role": "supply teacher"},
  "channel": "telephone",
  "kind": "potentialBreach",
  "description": "Left in the luggage rack on the evening train home; noticed the next morning. Switched off, in a grey sleeve, no papers with it.",
  "occurredAt": "$(days_ago 5 17:50)",
  "discoveredAt": "$(days_ago 4 07:10)",
  "location": "Train",
  "breachType": "device-lost-or-stolen-encrypted",
  "systemsInvolved": ["Laptop, asset tag T-0417"],
  "informationPolicies": ["mobile-and-remote-working", "data-protection"],
  "remedialActionTaken": "Lost property of the train company told; the account has been signed out everywhere."
}
JSON

office_manager posts verification <<JSON
{
  "checked": "Asset register: issued to the inclusion team, recorded as encrypted. Not handed in at either end of the line.",
  "with": ["Grace Holloway", "Lost property office of the train company"]
}
JSON

office_manager posts classification <<JSON
{
  "severity": "moderate",
  "rationale": "If the register is right, nobody can read the disk. What was on it is still to be listed.",
  "personalDataInvolved": "yes",
  "suggestion": {
    "dataType": "sensitive", "contextAdjustment": -2, "identifiability": "maximum",
    "confidentiality": "none", "integrity": "none", "availability": "partial",
    "malicious": false, "unintelligible": true
  }
}
JSON

office_manager posts allocation <<JSON
{
  "investigator": {"subject": "imran.qadir", "name": "Imran Qadir", "role": "deputyHeadteacher"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON

# must-3: an investigation can be declined, with a reason; the incident is then unallocated again.
deputy_headteacher posts allocation/refusal '{"reason": "I approved the loan of this laptop, so somebody else should look at it."}'

office_manager posts allocation <<JSON
{
  "investigator": {"subject": "colin.abara", "name": "Colin Abara", "role": "investigatingOfficer"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON

investigating_officer posts allocation/acceptance '{}'

investigating_officer uploads asset-register.txt \
  description='Extract of the asset register and of the technician’s own list' source='School office' \
  collectedAt="$(days_ago 2 09:30)"
register_extract=$id

investigating_officer posts escalations <<JSON
{
  "to": "headteacher",
  "reason": "The technician finds no recovery key: the encryption was planned for this batch and never switched on. The inclusion team kept its pupil files on the disk."
}
JSON
handed_up=$id

# The same incident is another one now. Becoming critical takes the investigation over.
office_manager posts classification <<JSON
{
  "severity": "critical",
  "kind": "confirmedBreach",
  "breachType": "device-lost-or-stolen-unencrypted",
  "rationale": "Not encrypted; support plans, medical notes and safeguarding chronologies of 38 pupils can be read by whoever has it.",
  "suggestion": {
    "dataType": "sensitive", "contextAdjustment": 1, "identifiability": "maximum",
    "confidentiality": "full", "integrity": "none", "availability": "none",
    "malicious": false, "individuals": 38, "unintelligible": false
  }
}
JSON

data_protection_officer posts awareness <<JSON
{
  "awareAt": "$(days_ago 2 10:15)",
  "reason": "From then it was reasonably certain that the disk can be read; until then the register said encrypted."
}
JSON

data_protection_officer posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "likely", "highRisk": true, "decision": "reportableAndInform",
  "rationale": "Safeguarding chronologies of children, readable by a stranger."
}
JSON

# how-5d: whoever oversees may step in where it cannot wait.
headteacher posts interventions <<JSON
{
  "action": "No laptop leaves the school until the technician has seen its recovery key.",
  "reason": "Eleven laptops of the same batch are out on loan, and nobody knows which of them are encrypted."
}
JSON

office_manager posts scope <<JSON
{
  "expectedOutcomes": ["What was on the disk, and whose", "Who must be told, and is told", "Why the register said encrypted"],
  "stakeholders": ["38 pupils and their families", "The inclusion team", "Technician of the school"],
  "policiesBreached": ["mobile-and-remote-working", "data-protection"]
}
JSON

office_manager posts interviews <<JSON
{
  "person": {"name": "Grace Holloway", "role": "Supply teacher"},
  "heldAt": "$(days_ago 2 12:00)",
  "notes": "She was told that the laptop was encrypted and had no reason to doubt it. She had it in the rack because the train was full. She never saved a file on it; the inclusion team did before her."
}
JSON

# how-3d: asked, and answered.
office_manager posts expert-help <<JSON
{
  "from": "Police, cyber protect officer of the county",
  "question": "How likely is it that whoever finds a switched-off laptop reads its disk, and can anything be done from here?"
}
JSON

office_manager posts "expert-help/$id/advice" <<JSON
{
  "advice": "With the disk taken out it is a matter of minutes. Treat everything on it as read, change every password that was saved on it, and tell the families before anybody else does.",
  "receivedAt": "$(days_ago 2 15:20)"
}
JSON

office_manager posts risks <<JSON
{"description": "Somebody rings a family and knows what stands in their child's chronology.", "likelihood": "low", "impact": "high", "owner": "Margaret Ellwood, headteacher"}
JSON

office_manager posts remedial-actions '{"description": "Check the encryption of every laptop of the same batch, with the recovery key in hand."}'
check_batch=$id

# how-5e: everything that is still to be done, with its policy point, in one answer. Nothing is recorded.
headteacher is_refused closure closure-blocked '{"summary": "The laptop is being dealt with."}'

headteacher posts "escalations/$handed_up/acknowledgement" '{"note": "I ring the families of the four children with a chronology myself."}'

office_manager posts data-subject-notices <<JSON
{
  "informed": true,
  "audience": "parents",
  "count": 38,
  "channel": "Telephone for four families, letter for the others",
  "text": "A laptop with your child's support plan was lost on a train and was not protected as it should have been. We have told the train company, the police and the Information Commissioner. Here is what was on it, and whom you can ring.",
  "informedAt": "$(days_ago 1 17:30)"
}
JSON

headteacher posts ico-notifications <<JSON
{
  "sentAt": "$(days_ago 1 15:45)",
  "reference": "SAMPLE-0003",
  "nature": "Loss of an unencrypted laptop with support plans, medical notes and safeguarding chronologies.",
  "categoriesOfPeople": ["pupils", "parents and carers"],
  "peopleApproximately": 38,
  "recordsApproximately": 120,
  "consequences": "A stranger may read sensitive records of children.",
  "measures": "Accounts signed out, families told, police and train company told, all laptops of the batch checked.",
  "contact": "Ruth Okoro, data protection officer"
}
JSON

office_manager posts decisions <<JSON
{
  "decision": "No pupil file is kept on a laptop's own disk; the inclusion team works on the server.",
  "rationale": "A register that says encrypted is not evidence of encryption.",
  "alternatives": ["Encrypt and go on as before"],
  "evidenceIds": ["$register_extract"]
}
JSON

office_manager posts "remedial-actions/$check_batch/completion" '{"outcome": "Eleven laptops checked: nine encrypted, two were not and now are."}'

headteacher posts disciplinary <<JSON
{
  "commenced": false,
  "reason": "The loss is an accident, and the missing encryption is a fault of our own set-up, not of whoever carried the laptop."
}
JSON

# how-3j: the office manager, who investigates now, sees to it that it does not happen again.
office_manager posts controls <<JSON
{"description": "A laptop is handed out only after its recovery key has been read back from the machine.", "owner": "Technician of the school", "dueOn": "$(in_days 7)"}
JSON

office_manager rules_out how-3i 'Each family was told by itself; nothing is said in public.'

office_manager posts outcome-reports <<JSON
{
  "facts": "Laptop T-0417 was left on a train and has not been found. It was not encrypted and held files of 38 pupils.",
  "findings": "The register was filled in from the plan, not from the machine. Two more laptops had the same fault.",
  "causes": ["Encryption recorded before it was done", "Pupil files on a local disk"],
  "recommendations": ["Record encryption by its recovery key only", "Pupil files on the server only"],
  "lessons": "Check the thing, not the list."
}
JSON

# She wrote it, so the headteacher judges it and closes.
headteacher posts "outcome-reports/$id/assessment" '{"satisfied": true, "reason": "Every family has been told, and the batch is checked."}'
headteacher posts outcome-reports/1/review '{"accepted": true, "reason": "It says plainly what was wrong."}'
headteacher posts closure '{"summary": "Unencrypted laptop lost; 38 families and the ICO told in time, the whole batch checked."}'

ends_closed
