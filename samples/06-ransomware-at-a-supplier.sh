#!/usr/bin/env bash
# The supplier of the dinner money and menu system is hit by ransomware. Critical from the first hour, so only the
# office manager may investigate (how-6a); she gives it to herself, and the headteacher judges and closes. The first
# outcome report does not satisfy her. Those who left years ago are told by a public notice. What the supplier finds
# out later goes to the ICO as a supplement, after the incident is closed.
. "$(dirname "$0")/lib.sh"
begin

deputy_headteacher reports <<JSON
{
  "title": "Ransomware at the supplier of the dinner money system",
  "kind": "potentialBreach",
  "description": "The supplier writes that its servers were encrypted last night and that it cannot rule out that data was taken. Dinner money and menu choices have been unavailable since.",
  "occurredAt": "$(days_ago 10 23:00)",
  "discoveredAt": "$(days_ago 9 08:40)",
  "channel": "email",
  "breachType": "ransomware",
  "systemsInvolved": ["Dinner money and menu system"],
  "informationPolicies": ["suppliers", "data-protection"],
  "othersInformed": "The kitchen works from the printed allergy list.",
  "personalDataInvolved": "yes"
}
JSON

deputy_headteacher uploads supplier-notice.txt \
  description='The supplier’s first notice' source='Supplier, email' collectedAt="$(days_ago 9 08:45)"
first_notice=$id

office_manager posts verification <<JSON
{
  "checked": "Our contract and the list of fields: names, classes, allergies, free school meals, balances of 214 pupils; names and balances of 41 staff. No bank details according to the contract.",
  "with": ["Supplier's incident line", "Kitchen manager"]
}
JSON

office_manager posts classification <<JSON
{
  "severity": "critical",
  "kind": "confirmedBreach",
  "rationale": "Health data of most of our pupils in the hands of criminals, and no access to it ourselves.",
  "suggestion": {
    "dataType": "sensitive", "contextAdjustment": 0, "identifiability": "significant",
    "confidentiality": "partial", "integrity": "none", "availability": "full",
    "malicious": true, "individuals": 255
  }
}
JSON

office_manager is_refused allocation critical-needs-office-manager <<JSON
{
  "investigator": {"subject": "colin.abara", "name": "Colin Abara", "role": "investigatingOfficer"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON

# To oneself is accepted at once.
office_manager posts allocation <<JSON
{
  "investigator": {"subject": "sandra.pike", "name": "Sandra Pike", "role": "officeManager"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON

office_manager posts scope <<JSON
{
  "expectedOutcomes": ["What the supplier held of whom, and since when", "Who must be told, and is told", "Our own part in it"],
  "stakeholders": ["214 pupils and their families", "41 staff", "The kitchen", "The governors"],
  "policiesBreached": ["suppliers"]
}
JSON

office_manager posts expert-help <<JSON
{
  "from": "Information security team of the county",
  "question": "What must we ask the supplier for, and when may the link be opened again?"
}
JSON

office_manager posts "expert-help/$id/advice" <<JSON
{
  "advice": "Ask for the report of somebody who is not paid by them to find nothing. Until then treat the data as taken, and leave the link cut.",
  "receivedAt": "$(days_ago 8 10:00)"
}
JSON

headteacher posts escalations <<JSON
{
  "to": "chairOfGovernors",
  "reason": "The largest incident we have had, and the governors approved this supplier; they should hear it from me first."
}
JSON

chair_of_governors posts "escalations/$id/acknowledgement" '{"note": "On the agenda of the next meeting. I am available to parents who ask."}'

office_manager posts awareness <<JSON
{"awareAt": "$(days_ago 9 09:20)", "reason": "The supplier confirmed on the telephone that our database was on the encrypted servers."}
JSON

data_protection_officer posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "likely", "highRisk": true, "decision": "reportableAndInform",
  "rationale": "Allergies and free school meals of children, taken by criminals who publish what is not paid for."
}
JSON

data_protection_officer posts ico-notifications <<JSON
{
  "sentAt": "$(days_ago 7 16:00)",
  "reference": "SAMPLE-0006",
  "nature": "Ransomware at a processor: dinner money and menu system unavailable, data possibly taken.",
  "categoriesOfPeople": ["pupils", "staff"],
  "peopleApproximately": 255,
  "recordsApproximately": 255,
  "consequences": "Allergies, free school meals and balances may be published; fraud in the name of the school.",
  "measures": "Link to our pupil database cut, printed lists in the kitchen, families and staff told.",
  "contact": "Ruth Okoro, data protection officer"
}
JSON

office_manager posts decisions <<JSON
{
  "decision": "The link from our pupil database to the supplier is cut until an independent report says that the servers are clean.",
  "rationale": "What flows there now may be read there.",
  "alternatives": ["Leave the link and change its password"],
  "evidenceIds": ["$first_notice"]
}
JSON

office_manager posts data-subject-notices <<JSON
{
  "informed": true,
  "audience": "parents",
  "count": 214,
  "countIsEstimate": true,
  "channel": "Messaging service of the school, and a letter home",
  "text": "The company that runs our dinner money was attacked. Your child's name, class, allergies and meal entitlement may have been taken. We will never ask you for a payment by a link.",
  "informedAt": "$(days_ago 8 15:00)"
}
JSON

office_manager posts data-subject-notices <<JSON
{
  "informed": true,
  "audience": "staff",
  "count": 41,
  "channel": "Staff meeting and email",
  "text": "Your name and dinner balance may have been taken from the supplier. No bank details were held there.",
  "informedAt": "$(days_ago 8 16:15)"
}
JSON

# UK GDPR Art 34(3)(c): a public communication in place of letters that would not arrive.
office_manager posts data-subject-notices <<JSON
{
  "informed": false,
  "exemption": "disproportionateEffort",
  "reason": "The supplier kept records of some 600 former pupils whose addresses we no longer have.",
  "publicCommunication": "Notice on the school's website and in the parish newsletter, with a telephone number."
}
JSON

office_manager posts remedial-actions <<JSON
{"description": "Agree with the supplier that records are deleted when a pupil leaves, and have it confirmed each year.", "owner": "Sandra Pike", "dueOn": "$(in_days 30)"}
JSON
deletion_clause=$id

office_manager posts remedial-actions <<JSON
{"description": "Keep a printed allergy list in the kitchen, renewed each half-term.", "owner": "Kitchen manager", "dueOn": "$(in_days 5)"}
JSON

office_manager posts "remedial-actions/$id/completion" '{"outcome": "List printed and signed for; the half-term dates are in the calendar."}'

headteacher posts disciplinary '{"commenced": false, "reason": "Nobody here did anything wrong; the attack was on the supplier."}'

office_manager posts risks <<JSON
{"description": "The kitchen works without the allergies of a child who is new.", "likelihood": "medium", "impact": "high", "owner": "Kitchen manager"}
JSON

office_manager posts "risks/$id/treatment" <<JSON
{"treatment": "The printed list is renewed with each new pupil, and the class teacher signs it.", "residual": "low"}
JSON

office_manager posts communications-plan <<JSON
{
  "audience": "Families, staff, governors, the local newspaper if it asks",
  "message": "What was attacked, what may have been taken, that we never ask for a payment by a link, whom to ring.",
  "channel": "Messaging service and letter; meetings; one prepared statement for the newspaper",
  "approver": "Margaret Ellwood, headteacher"
}
JSON

office_manager posts communications <<JSON
{
  "audience": "The local newspaper",
  "message": "A supplier of ours was attacked. Families and staff have been told. We have cut the link and work from printed lists.",
  "channel": "Email, as prepared",
  "sentAt": "$(days_ago 6 11:30)"
}
JSON

office_manager posts controls <<JSON
{"description": "Nothing flows from our pupil database to a supplier that has not shown in writing how it keeps strangers out.", "owner": "Sandra Pike", "dueOn": "$(in_days 60)"}
JSON
no_blind_trust=$id

office_manager rules_out how-3b 'None of our staff was involved.'

office_manager posts outcome-reports <<JSON
{
  "facts": "The supplier's servers were encrypted; the data of 214 pupils and 41 staff was on them.",
  "findings": "The supplier had no second factor on its remote access.",
  "causes": ["Weak remote access of the supplier"],
  "recommendations": ["Deletion clause", "Printed allergy list"],
  "lessons": "Know what each supplier holds."
}
JSON

headteacher posts "outcome-reports/$id/assessment" <<JSON
{"satisfied": false, "reason": "It does not say why the supplier still had records of children who left years ago. That is our own part in it."}
JSON

office_manager posts outcome-reports <<JSON
{
  "facts": "The supplier's servers were encrypted; the data of 214 pupils, 41 staff and some 600 former pupils was on them.",
  "findings": "The supplier had no second factor on its remote access. We never told it to delete records of leavers, and the contract has no such clause.",
  "causes": ["Weak remote access of the supplier", "No deletion of leavers agreed"],
  "recommendations": ["Deletion clause, confirmed each year", "Printed allergy list", "A list of what each supplier holds"],
  "lessons": "Know what each supplier holds, and have it deleted when it is no longer needed."
}
JSON

headteacher posts "outcome-reports/$id/assessment" '{"satisfied": true, "reason": "Our own part is named now."}'
headteacher posts outcome-reports/2/review '{"accepted": true, "reason": "To be read by the governors with the other contracts in mind."}'

# She investigated, so she does not close (why-6).
office_manager is_refused closure reviewer-not-independent '{"summary": "Done."}'

headteacher posts closure <<JSON
{"summary": "Ransomware at the dinner money supplier; families, staff and the ICO told, link cut, deletion of leavers agreed."}
JSON

# What comes later needs no reopening.
data_protection_officer posts ico-notifications <<JSON
{
  "supplements": true,
  "sentAt": "$(days_ago 1 10:30)",
  "reference": "SAMPLE-0006",
  "nature": "The supplier's forensic report: data of leavers was on the servers too; no sign that anything was copied out.",
  "categoriesOfPeople": ["former pupils"],
  "peopleApproximately": 600,
  "consequences": "As notified; less likely than it seemed.",
  "measures": "Public notice for former pupils; deletion of leavers agreed with the supplier.",
  "contact": "Ruth Okoro, data protection officer"
}
JSON

office_manager posts "controls/$no_blind_trust/review" <<JSON
{"effective": true, "findings": "All four suppliers have answered in writing; one of them had to set up a second factor first."}
JSON

office_manager posts "remedial-actions/$deletion_clause/completion" '{"outcome": "Clause signed; the supplier has confirmed the first deletion in writing."}'

ends_closed
