#!/usr/bin/env bash
# An education, health and care plan goes by email to the parents of another child with nearly the same name. The
# teacher who sent it says so at once. Major: the headteacher is engaged before anybody investigates, the ICO is
# notified in time, and the family is told. After the closure a claim holds the record as it is, until it is settled and
# the other mother's name can be erased as she asked.
. "$(dirname "$0")/lib.sh"
begin

class_teacher reports <<JSON
{
  "title": "Care plan emailed to the parents of another pupil",
  "kind": "confirmedBreach",
  "description": "I meant to send the draft education, health and care plan to the family before the annual review. The address book offered another family with nearly the same surname and I took it. The plan has the diagnosis, the medication and the social worker's summary. I noticed when the other mother wrote back.",
  "occurredAt": "$(days_ago 3 14:10)",
  "discoveredAt": "$(days_ago 3 15:25)",
  "channel": "web",
  "location": "Year 3 classroom",
  "breachType": "emailed-to-wrong-recipient",
  "peopleInvolved": [
    {"name": "Tom Brierley", "subject": "tom.brierley", "relation": "involved"},
    {"name": "Pupil L. M., Year 3", "relation": "affected"},
    {"name": "Hanna Odell, the mother who received it", "relation": "witness"}
  ],
  "systemsInvolved": ["School email"],
  "informationPolicies": ["data-protection", "email", "information-handling"],
  "remedialActionTaken": "I telephoned the other mother, asked her not to open the attachment again and to delete the message.",
  "personalDataInvolved": "yes",
  "reportTo": "officeManager"
}
JSON

class_teacher uploads wrong-parents.eml \
  description='The message as it was sent, headers only; the plan itself is not copied again' \
  source='Sent items of the sender' collectedAt="$(days_ago 3 15:40)"
sent_message=$id

class_teacher posts details <<JSON
{
  "trainingOfThoseInvolved": "Data protection briefing at the start of the school year; no training on the email program.",
  "othersInformed": "The phase leader, in the corridor, without names."
}
JSON

office_manager posts verification <<JSON
{
  "checked": "One message, one attachment, one recipient. The attachment had no password. The message was opened twice on one telephone.",
  "with": ["Tom Brierley", "The mother who received it"]
}
JSON

office_manager posts classification <<JSON
{
  "severity": "major",
  "rationale": "Health and social care data of one vulnerable child, readable, with a family at the same school gate.",
  "suggestion": {
    "dataType": "sensitive", "contextAdjustment": 0, "identifiability": "significant",
    "confidentiality": "partial", "integrity": "none", "availability": "none",
    "malicious": false, "individuals": 1
  }
}
JSON

# how-6b: a major incident is worked on with the headteacher, who is engaged first.
office_manager posts engagements <<JSON
{
  "leader": {"subject": "margaret.ellwood", "name": "Margaret Ellwood", "role": "headteacher"},
  "purpose": "Direct the investigation and speak to both families."
}
JSON

office_manager posts allocation <<JSON
{
  "investigator": {"subject": "colin.abara", "name": "Colin Abara", "role": "investigatingOfficer"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON

investigating_officer posts allocation/acceptance '{}'

# how-3a, how-3b: what is to be found out, and the first who can tell.
investigating_officer posts scope <<JSON
{
  "expectedOutcomes": ["Who has the plan, and is every copy gone?", "How did the wrong address come about, and can it happen again?"],
  "stakeholders": ["The pupil and the family", "The family that received the plan", "The author of the plan"],
  "policiesBreached": ["data-protection", "email"]
}
JSON

investigating_officer posts interviews <<JSON
{
  "person": {"name": "Tom Brierley", "subject": "tom.brierley", "role": "Class teacher"},
  "heldAt": "$(days_ago 3 16:30)",
  "notes": "He typed the first letters of the surname and took the first family that was offered. He knows that there is a portal and has never been shown it. He is shaken and asks to speak to the family himself."
}
JSON

# how-6c: the 72 hours count from here.
office_manager posts awareness <<JSON
{"awareAt": "$(days_ago 3 15:30)", "reason": "The recipient confirmed that the plan had arrived and had been opened."}
JSON

data_protection_officer posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "likely", "highRisk": true, "decision": "reportableAndInform",
  "rationale": "A child's diagnosis and a social worker's view of the family are known to another family at the same school; that cannot be undone."
}
JSON

data_protection_officer posts ico-notifications <<JSON
{
  "sentAt": "$(days_ago 2 11:20)",
  "reference": "SAMPLE-0001",
  "nature": "A draft education, health and care plan was emailed to the parents of another pupil.",
  "categoriesOfPeople": ["pupils", "parents and carers"],
  "peopleApproximately": 3,
  "recordsApproximately": 1,
  "consequences": "Distress to the child and the family; talk among parents.",
  "measures": "Recipient asked to delete, deletion confirmed; family informed in person; address suggestions switched off.",
  "contact": "Ruth Okoro, data protection officer"
}
JSON

# Evidence need not be a file.
investigating_officer posts evidence <<JSON
{
  "description": "The recipient confirms by telephone, and then by letter, that the message and the attachment are deleted from both of the family's devices.",
  "source": "Telephone note and signed letter",
  "collectedAt": "$(days_ago 2 09:15)",
  "location": "Incident folder in the locked cabinet, school office"
}
JSON
deletion=$id

investigating_officer posts data-subject-notices <<JSON
{
  "informed": true,
  "audience": "parents",
  "count": 2,
  "channel": "Meeting at school, followed by a letter",
  "text": "We sent the draft plan to another family by mistake. They have deleted it and told us so in writing. We are sorry. You may complain to us or to the Information Commissioner.",
  "informedAt": "$(days_ago 2 08:20)"
}
JSON

investigating_officer posts decisions <<JSON
{
  "decision": "Care plans leave the school by the county's secure portal only.",
  "rationale": "The address book will offer the wrong family again; the portal is tied to the child.",
  "alternatives": ["A password on every attachment", "A second person checks the address"],
  "evidenceIds": ["$sent_message", "$deletion"]
}
JSON

investigating_officer posts remedial-actions <<JSON
{"description": "Switch off address suggestions for all staff mailboxes.", "owner": "Sandra Pike", "dueOn": "$(in_days 3)"}
JSON
suggestions_off=$id

investigating_officer posts remedial-actions <<JSON
{"description": "Show all teachers how to send a plan by the secure portal.", "owner": "Helen Marsden", "dueOn": "$(in_days 21)"}
JSON

office_manager posts "remedial-actions/$suggestions_off/completion" <<JSON
{"outcome": "Switched off for every mailbox by the technician; tried with three accounts."}
JSON

headteacher posts disciplinary <<JSON
{
  "commenced": false,
  "reason": "An honest slip, reported within minutes. Nobody is punished for reporting; the teacher is supported with the portal.",
  "person": {"name": "Tom Brierley", "subject": "tom.brierley"}
}
JSON

# how-3g: what may still come of it, and what was done about it.
investigating_officer posts risks <<JSON
{"description": "The diagnosis is talked about at the school gate.", "likelihood": "medium", "impact": "high", "owner": "Margaret Ellwood, headteacher"}
JSON

investigating_officer posts "risks/$id/treatment" <<JSON
{"treatment": "The headteacher has spoken to both families. The other family has told nobody and will not.", "residual": "low"}
JSON

# how-3i
investigating_officer posts communications-plan <<JSON
{
  "audience": "The two families; the teachers, without names",
  "message": "What was sent, that it is deleted, and that plans go by the portal only from now on.",
  "channel": "A meeting with each family; staff briefing",
  "approver": "Margaret Ellwood, headteacher"
}
JSON

investigating_officer posts communications <<JSON
{
  "audience": "Teachers",
  "message": "Plans go by the portal only. Helen Marsden shows you how; ask her before you send the next one.",
  "channel": "Staff briefing",
  "sentAt": "$(days_ago 1 08:15)"
}
JSON

# how-3j
investigating_officer posts controls <<JSON
{"description": "Mailboxes offer no addresses of families by themselves; plans leave by the portal only.", "owner": "Sandra Pike", "dueOn": "$(in_days 21)"}
JSON
portal_only=$id

investigating_officer rules_out how-3d 'Nothing technical is unclear.'
investigating_officer rules_out how-3e 'The headteacher has been engaged from the start; there is nobody further up to hand it to.'

investigating_officer posts outcome-reports <<JSON
{
  "facts": "One care plan went to one wrong address and was opened twice on one telephone before it was deleted.",
  "findings": "The address book completes names across families. The plan was sent by plain email because the portal is not known to all teachers.",
  "causes": ["Address suggestions", "The secure portal is not known to all"],
  "recommendations": ["Switch off address suggestions", "Portal only for plans"],
  "lessons": "What is sensitive goes by a way that is tied to the child, not by a name that somebody types."
}
JSON

office_manager posts "outcome-reports/$id/assessment" <<JSON
{"satisfied": true, "reason": "Both families were spoken to, the copy is gone, and the cause is dealt with."}
JSON

office_manager posts outcome-reports/1/review '{"accepted": true, "reason": "Complete, and the recommendations have owners."}'

office_manager posts closure <<JSON
{"summary": "Care plan sent to the wrong family; deleted, family told, ICO notified within a day, address suggestions switched off."}
JSON

# The family makes a claim, so nothing of this may be erased, nor anybody who is named in it.
data_protection_officer posts /v1/legal-holds <<JSON
{"incidentId": "$incident", "reason": "The family's solicitor has written; the claim may come before a court."}
JSON
claim=$id

# The other mother asks for her name to be erased. In the record her id stands before her name.
data_protection_officer reads
witness=${answer%'"name":"Hanna Odell'*}
witness=${witness##*'"personId":"'}
witness=${witness%%'"'*}
erasure="{\"personId\": \"$witness\", \"legalBasis\": \"UK GDPR Art 17(1)(a)\", \"reason\": \"She asked for it, and the record is complete without her name.\"}"
data_protection_officer is_refused /v1/erasures legal-hold "$erasure"
data_protection_officer posts "/v1/legal-holds/$claim/release" '{"reason": "The claim was settled out of court."}'
data_protection_officer posts /v1/erasures "$erasure"

# how-3j: whether it works is seen later.
office_manager posts "controls/$portal_only/review" <<JSON
{"effective": true, "findings": "All eleven plans of this half term went by the portal; no mailbox offers an address of a family."}
JSON

ends_closed
