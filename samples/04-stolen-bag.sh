#!/usr/bin/env bash
# A bag with reading records and two support plans is stolen from a car. The office manager is ill that week, so the
# headteacher stands in (why-5). The investigator changes half-way, with a reason. The first look says nothing for the
# ICO; when the list of the papers is complete, the second look says otherwise, and the notification is late with its
# reasons.
. "$(dirname "$0")/lib.sh"
begin

class_teacher reports <<JSON
{
  "title": "Bag with paper records stolen from a car",
  "kind": "confirmedBreach",
  "description": "My bag was taken from the boot while I was in the swimming hall. In it were the reading records of my class and some loose sheets I had meant to file.",
  "occurredAt": "$(days_ago 6 16:30)",
  "discoveredAt": "$(days_ago 6 17:20)",
  "channel": "web",
  "location": "Car park of the swimming hall",
  "breachType": "paperwork-lost-or-stolen",
  "systemsInvolved": ["Reading records, Year 3", "Loose sheets"],
  "informationPolicies": ["physical-security", "information-handling"],
  "remedialActionTaken": "Police told the same evening; car park and bins searched.",
  "personalDataInvolved": "yes"
}
JSON

class_teacher posts evidence <<JSON
{
  "description": "Crime number given by the police over the telephone",
  "source": "Police, telephone",
  "collectedAt": "$(days_ago 6 18:05)",
  "location": "Written on the last page of the class diary, kept in the school office"
}
JSON
crime_number=$id

# The office manager is ill. The next in the pack's order takes over what cannot wait.
headteacher posts stand-ins '{"duty": "classification", "reason": "The office manager is ill this week."}'
headteacher posts stand-ins '{"duty": "allocation", "reason": "The office manager is ill this week."}'

headteacher posts classification <<JSON
{
  "severity": "moderate",
  "rationale": "Paper in a stranger's hands; as far as known reading levels only, but loose sheets are still to be listed.",
  "suggestion": {
    "dataType": "simple", "contextAdjustment": 1, "identifiability": "significant",
    "confidentiality": "full", "integrity": "none", "availability": "partial",
    "malicious": false, "individuals": 29
  }
}
JSON

headteacher posts allocation <<JSON
{
  "investigator": {"subject": "joanne.fell", "name": "Joanne Fell", "role": "lineManager"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON

line_manager posts allocation/acceptance '{}'

line_manager posts scope <<JSON
{
  "expectedOutcomes": ["A list of everything that was in the bag"],
  "stakeholders": ["29 pupils and their families"],
  "policiesBreached": ["physical-security"]
}
JSON

data_protection_officer posts awareness <<JSON
{"awareAt": "$(days_ago 6 17:30)", "reason": "The bag was gone and the records were known to be in it."}
JSON

headteacher posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "unlikely", "highRisk": false, "decision": "notReportable",
  "rationale": "First names and book levels; who finds them can do little with them. To be looked at again when the loose sheets are listed."
}
JSON

headteacher posts allocation <<JSON
{
  "investigator": {"subject": "colin.abara", "name": "Colin Abara", "role": "investigatingOfficer"},
  "directedBy": "Margaret Ellwood, headteacher",
  "reason": "The phase leader is on a residential trip from tomorrow; the list of the papers cannot wait for her."
}
JSON

investigating_officer posts allocation/acceptance '{}'

# exc: she has read why must-1 is there, and asks for an exception from it for these days.
line_manager posts /v1/policy-exceptions <<JSON
{
  "points": ["must-1"],
  "businessReason": "There is no telephone reception in the valley of the residential trip. What happens there on the way is reported in the evening, from the house.",
  "reasonsRead": true,
  "until": "$(in_days 5)"
}
JSON

headteacher posts "/v1/policy-exceptions/$id/decision" <<JSON
{"approved": true, "reason": "It cannot be done sooner, and the leader keeps a list through the day.", "expiresOn": "$(in_days 5)"}
JSON

# how-3a, said again by whoever investigates now: the new scope stands in place of the former one.
investigating_officer posts scope <<JSON
{
  "expectedOutcomes": ["A list of everything that was in the bag", "Who must be told", "Why loose sheets travel"],
  "stakeholders": ["29 pupils and their families", "The teacher"],
  "policiesBreached": ["physical-security", "information-handling"]
}
JSON

investigating_officer posts interviews <<JSON
{
  "person": {"name": "Tom Brierley", "subject": "tom.brierley", "role": "Class teacher"},
  "heldAt": "$(days_ago 2 14:00)",
  "notes": "We went through the class files together. He meant to file the sheets on Monday; there is no drawer in the classroom that locks."
}
JSON

investigating_officer uploads bag-contents.txt \
  description='What was in the bag, put together with the teacher from the class files' source='Class files, Year 3' \
  collectedAt="$(days_ago 2 15:00)"
contents=$id

# The office manager is back and goes through what was done without her.
office_manager posts verification <<JSON
{
  "checked": "The list against the class files: two support plans and a letter of a paediatrician are missing from the files, so they were in the bag.",
  "with": ["Tom Brierley"]
}
JSON

data_protection_officer posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "likely", "highRisk": false, "decision": "reportable",
  "rationale": "Two support plans and a medical letter were among the loose sheets. The families are known and can be spoken to."
}
JSON

# how-6c: later than 72 hours, so the reasons belong to it.
data_protection_officer posts ico-notifications <<JSON
{
  "sentAt": "$(days_ago 1 12:10)",
  "reference": "SAMPLE-0004",
  "nature": "Theft of a bag with reading records of a class, two support plans and a medical letter.",
  "categoriesOfPeople": ["pupils"],
  "peopleApproximately": 29,
  "recordsApproximately": 32,
  "consequences": "Embarrassment or distress to two children and their families.",
  "measures": "Police told, families told, papers no longer leave the school.",
  "contact": "Ruth Okoro, data protection officer",
  "reasonsForDelay": "On what was known at first there was no likely risk. The list of the loose sheets was complete only on the fifth day, because the investigator changed; we notified on the day after."
}
JSON

investigating_officer posts data-subject-notices <<JSON
{
  "informed": true,
  "audience": "parents",
  "count": 4,
  "channel": "Telephone, then letter",
  "text": "Your child's support plan was in a bag that was stolen from a member of staff. The police know. We are sorry, and this is what the plan said.",
  "informedAt": "$(days_ago 1 16:00)"
}
JSON

# For the reading records alone there is no need to tell anybody (UK GDPR Art 34(1)).
investigating_officer posts data-subject-notices <<JSON
{
  "informed": false,
  "exemption": "notHighRisk",
  "reason": "27 children are in the bag with a first name and a book level only."
}
JSON

investigating_officer posts decisions <<JSON
{
  "decision": "Only reading records go home with a teacher; everything else stays in the locked cabinet.",
  "rationale": "The loose sheets were in the bag by habit, not because they were needed.",
  "evidenceIds": ["$crime_number", "$contents"]
}
JSON

investigating_officer posts remedial-actions <<JSON
{"description": "A lockable drawer for loose sheets in each classroom.", "owner": "Imran Qadir", "dueOn": "$(in_days 28)"}
JSON

headteacher posts disciplinary <<JSON
{
  "commenced": false,
  "reason": "The teacher was the victim of a theft and told us the same evening; there was no drawer to put the sheets in.",
  "person": {"name": "Tom Brierley", "subject": "tom.brierley"}
}
JSON

investigating_officer posts risks <<JSON
{"description": "Whoever has the bag finds the address of a child on the letter of the paediatrician.", "likelihood": "low", "impact": "medium", "owner": "Colin Abara"}
JSON

investigating_officer posts "risks/$id/treatment" <<JSON
{"treatment": "The family knows, and the police have a description of the letter.", "residual": "low"}
JSON

investigating_officer posts controls <<JSON
{"description": "Only reading records go home; loose sheets are locked away at the end of the day.", "owner": "Joanne Fell", "dueOn": "$(in_days 28)"}
JSON

investigating_officer rules_out how-3d 'The police have the matter.'
investigating_officer rules_out how-3e 'The headteacher stood in from the beginning.'
investigating_officer rules_out how-3i 'Only the families are told, each by itself.'

investigating_officer posts outcome-reports <<JSON
{
  "facts": "A bag with 29 reading records, two support plans and one medical letter was stolen from a car and has not been found.",
  "findings": "Loose sheets travel with teachers because classrooms have no place to lock them away.",
  "causes": ["Theft", "No lockable place in the classroom"],
  "recommendations": ["Lockable drawers", "Support plans do not leave the school on paper"],
  "lessons": "List what was lost on the first day; the decision for the ICO hangs on it."
}
JSON

# chg: what the investigation shows is missing from the policy itself.
investigating_officer posts /v1/policy-change-proposals <<JSON
{
  "points": ["how-2"],
  "proposal": "A report of lost papers or devices comes with a list of what was on them, by the end of the first day.",
  "reason": "Whether the ICO must know hangs on that list; here it was complete on the fifth day."
}
JSON

information_champion posts "/v1/policy-change-proposals/$id/decision" <<JSON
{"agreed": true, "reason": "It costs an hour and would have kept us in time.", "forwardedTo": "The governors' resources committee"}
JSON

office_manager posts outcome-reports/1/assessment '{"satisfied": true, "reason": "The families know, and the lateness is explained."}'
office_manager posts outcome-reports/1/review '{"accepted": true, "reason": "Complete. The lesson about the list goes to all staff."}'
office_manager posts closure '{"summary": "Stolen bag with paper records; four parents and the ICO told, drawers ordered."}'

ends_closed
