#!/usr/bin/env bash
# The mail filter reports a member of staff's account that sends what she never wrote. Another system may report and
# add to its own report, no more. Major, with the headteacher and a senior leader. The answers for the ICO come to
# "not reportable"; the headteacher decides otherwise and says why. The first outcome report is returned.
. "$(dirname "$0")/lib.sh"
begin

mail_filter reports <<JSON
{
  "title": "Staff mailbox sends phishing messages",
  "channel": "api",
  "description": "Rule 117: 37 outbound messages with the same link within two minutes, after a sign-in from an unknown network.",
  "occurredAt": "$(days_ago 2 19:42)",
  "discoveredAt": "$(days_ago 2 19:58)",
  "systemsInvolved": ["School email"],
  "remedialActionTaken": "Mailbox blocked at 19:58, sessions ended."
}
JSON

mail_filter uploads sign-ins.txt \
  description='Sign-ins of the mailbox, 24 hours before the block' source='Mail filter' \
  collectedAt="$(days_ago 2 20:00)"
sign_ins=$id

office_manager posts details <<JSON
{
  "kind": "confirmedBreach",
  "breachType": "phishing",
  "personalDataInvolved": "yes",
  "informationPolicies": ["email", "access-control"],
  "peopleInvolved": [{"name": "Amy Castleton", "subject": "amy.castleton", "relation": "involved"}],
  "trainingOfThoseInvolved": "Phishing exercise in the spring term, passed.",
  "othersInformed": "The support company of the school's network."
}
JSON

office_manager posts verification <<JSON
{
  "checked": "She entered her password on a page that looked like the delivery service of the book club. The sign-in from the unknown network lasted sixteen minutes; no forwarding rule, no download in the log.",
  "with": ["Amy Castleton", "Support company of the school's network"]
}
JSON

office_manager posts classification <<JSON
{
  "severity": "major",
  "rationale": "A stranger was in a mailbox with messages about children's health and behaviour, and wrote to 37 families in our name.",
  "suggestion": {
    "dataType": "sensitive", "contextAdjustment": 0, "identifiability": "significant",
    "confidentiality": "partial", "integrity": "none", "availability": "none",
    "malicious": true, "individuals": 37
  }
}
JSON

# how-6b: not before the headteacher is engaged.
office_manager is_refused allocation headteacher-not-engaged <<JSON
{
  "investigator": {"subject": "colin.abara", "name": "Colin Abara", "role": "investigatingOfficer"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON

office_manager posts engagements <<JSON
{
  "leader": {"subject": "margaret.ellwood", "name": "Margaret Ellwood", "role": "headteacher"},
  "purpose": "Direct the investigation; decide about the ICO."
}
JSON

office_manager posts engagements <<JSON
{
  "leader": {"subject": "helen.marsden", "name": "Helen Marsden", "role": "seniorLeader"},
  "purpose": "Speak to the families who were written to, and go through the inclusion team's mailboxes."
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
  "expectedOutcomes": ["What the stranger could reach, and what was read", "Whether a family has come to harm", "What would have stopped it"],
  "stakeholders": ["37 families", "Four children of the inclusion team", "The owner of the mailbox"],
  "policiesBreached": ["access-control"]
}
JSON

investigating_officer posts interviews <<JSON
{
  "person": {"name": "Amy Castleton", "subject": "amy.castleton", "role": "Teaching assistant"},
  "heldAt": "$(days_ago 1 08:40)",
  "notes": "She was waiting for a parcel of the book club. The page asked for the password of the school; she entered it once, saw an empty page and thought nothing of it until the mailbox was blocked."
}
JSON

investigating_officer posts expert-help <<JSON
{
  "from": "Support company of the school's network",
  "question": "Which mailboxes could be reached from this account, and were they opened in those sixteen minutes?"
}
JSON
asked_company=$id

senior_leader posts escalations <<JSON
{
  "to": "dataProtectionOfficer",
  "reason": "The mailbox has messages of the inclusion team about four children. I need to know whether we must tell their families."
}
JSON

data_protection_officer posts "escalations/$id/acknowledgement" '{"note": "I have read the log; I advise to tell them and to notify."}'

office_manager posts awareness <<JSON
{"awareAt": "$(days_ago 2 20:15)", "reason": "She confirmed on the telephone that she had entered her password on the page."}
JSON

# The computed outcome is notReportable. Whoever decides otherwise says why.
headteacher posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "unlikely", "highRisk": false, "decision": "reportable",
  "rationale": "Sixteen minutes, spent on sending; no sign that messages were opened.",
  "overrideReason": "The log shows downloads but not reading. With children's health in the mailbox, and on the advice of the data protection officer, we would rather notify once too often."
}
JSON

data_protection_officer posts ico-notifications <<JSON
{
  "sentAt": "$(days_ago 1 13:30)",
  "reference": "SAMPLE-0005",
  "nature": "A phished mailbox was used for sixteen minutes to send phishing messages.",
  "categoriesOfPeople": ["pupils", "parents and carers", "staff"],
  "peopleApproximately": 60,
  "recordsApproximately": 400,
  "consequences": "Families might enter passwords on the page; messages about four children may have been read.",
  "measures": "Mailbox blocked, password changed, second factor set up, families warned.",
  "contact": "Ruth Okoro, data protection officer"
}
JSON

investigating_officer posts data-subject-notices <<JSON
{
  "informed": true,
  "audience": "parents",
  "count": 37,
  "channel": "Messaging service of the school",
  "text": "A message about a book parcel came from our address yesterday evening. It was not from us. Do not open the link; if you entered a password there, change it.",
  "informedAt": "$(days_ago 1 08:05)"
}
JSON

investigating_officer posts decisions <<JSON
{
  "decision": "Every mailbox gets a second factor.",
  "rationale": "With one, the password alone would have been worth nothing.",
  "alternatives": ["Another training"],
  "evidenceIds": ["$sign_ins"]
}
JSON

investigating_officer posts remedial-actions <<JSON
{"description": "Set up a second factor for all 46 staff mailboxes.", "owner": "Sandra Pike", "dueOn": "$(in_days 14)"}
JSON

investigating_officer posts disciplinary <<JSON
{
  "commenced": false,
  "reason": "The page was well made, she told us everything at once, and she had done the training.",
  "person": {"name": "Amy Castleton", "subject": "amy.castleton"}
}
JSON

investigating_officer posts risks <<JSON
{"description": "A family has entered a password on the page and uses the same one elsewhere.", "likelihood": "medium", "impact": "medium", "owner": "Helen Marsden"}
JSON

investigating_officer posts "risks/$id/treatment" <<JSON
{"treatment": "All 37 families were rung; three had entered a password and have changed it.", "residual": "low"}
JSON

investigating_officer posts communications-plan <<JSON
{
  "audience": "The 37 families, all other families, staff",
  "message": "It was not from us; do not open the link; change your password if you entered it. To staff: how it came about.",
  "channel": "Messaging service, telephone for the 37, staff briefing",
  "approver": "Margaret Ellwood, headteacher"
}
JSON

investigating_officer posts communications <<JSON
{
  "audience": "All families",
  "message": "If a message about a book parcel reaches you in our name: it is not from us. Delete it.",
  "channel": "Messaging service of the school",
  "sentAt": "$(days_ago 1 08:30)"
}
JSON

investigating_officer posts controls <<JSON
{"description": "No mailbox of staff can be opened with a password alone.", "owner": "Sandra Pike", "dueOn": "$(in_days 14)"}
JSON

investigating_officer posts outcome-reports <<JSON
{
  "facts": "A mailbox was used by a stranger for sixteen minutes; 37 families were written to.",
  "findings": "The password was entered on a page that looked like a delivery service.",
  "causes": ["Phishing", "No second factor"],
  "recommendations": ["Second factor for all mailboxes"],
  "lessons": "A password alone does not keep a mailbox."
}
JSON

office_manager posts "outcome-reports/$id/assessment" '{"satisfied": true, "reason": "What had to be done at once was done."}'

# how-5e: returned, and the investigation goes on.
office_manager posts outcome-reports/1/review <<JSON
{"accepted": false, "reason": "It does not say whether the shared mailbox of the inclusion team could be reached from this account. Please find out."}
JSON

investigating_officer posts "expert-help/$asked_company/advice" <<JSON
{
  "advice": "The shared mailbox of the inclusion team could be reached. The session did not open it; we have the log and put it in writing.",
  "receivedAt": "$(days_ago 1 16:40)"
}
JSON

investigating_officer posts evidence <<JSON
{
  "description": "The support company confirms in writing that the shared mailbox was not opened by the stranger's session.",
  "source": "Support company of the school's network",
  "collectedAt": "$(days_ago 1 16:50)",
  "location": "Incident folder on the office drive"
}
JSON

investigating_officer posts outcome-reports <<JSON
{
  "facts": "A mailbox was used by a stranger for sixteen minutes; 37 families were written to. The shared mailbox of the inclusion team could be reached from the account and was not opened.",
  "findings": "The password was entered on a page that looked like a delivery service. The account could reach more than it needs.",
  "causes": ["Phishing", "No second factor", "Too wide a reach of the account"],
  "recommendations": ["Second factor for all mailboxes", "Shared mailboxes for those who need them"],
  "lessons": "A password alone does not keep a mailbox, and what an account cannot reach is not lost with it."
}
JSON

office_manager posts "outcome-reports/$id/assessment" '{"satisfied": true, "reason": "The question is answered, with evidence."}'
office_manager posts outcome-reports/2/review '{"accepted": true, "reason": "Now complete."}'
office_manager posts closure '{"summary": "Phished mailbox used for sixteen minutes; families warned, ICO notified, second factor on its way."}'

ends_closed
