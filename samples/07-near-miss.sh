#!/usr/bin/env bash
# A class list with medical notes lies between the letters for the book bags; a teaching assistant sees it before it
# leaves the room. Nothing happened, and it is captured all the same (why-1). Minor, a near miss, the shortest way from
# report to closure.
. "$(dirname "$0")/lib.sh"
begin

teaching_assistant reports <<JSON
{
  "title": "Class list with medical notes nearly sent home",
  "kind": "nearMiss",
  "description": "While filling the book bags I found the class list with the medical notes between the letters about the museum trip. It had been printed on the same job. I took it out; all 30 bags were checked.",
  "occurredAt": "$(days_ago 1 13:45)",
  "discoveredAt": "$(days_ago 1 14:05)",
  "channel": "conversation",
  "location": "Year 3 classroom",
  "breachType": "other",
  "systemsInvolved": ["Printer in the corridor", "Book bags"],
  "informationPolicies": ["information-handling", "clear-desk"],
  "remedialActionTaken": "List shredded, bags checked.",
  "personalDataInvolved": "yes"
}
JSON

office_manager posts verification '{"checked": "The print log has one list and 30 letters in one job; the list was shredded in my presence.", "with": ["Amy Castleton"]}'

office_manager posts classification <<JSON
{"severity": "minor", "rationale": "Nothing left the room. It could have been the medical notes of a whole class."}
JSON

office_manager posts allocation <<JSON
{
  "investigator": {"subject": "joanne.fell", "name": "Joanne Fell", "role": "lineManager"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON

line_manager posts allocation/acceptance '{}'

line_manager uploads print-log.txt description='The print job, from the printer' source='Printer in the corridor' \
  collectedAt="$(days_ago 1 15:10)"
print_job=$id

# What the reporter could not know.
line_manager posts details '{"peopleInvolved": [{"name": "Tom Brierley", "subject": "tom.brierley", "relation": "witness"}], "othersInformed": "Nobody outside the classroom."}'

office_manager posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "unlikely", "highRisk": false, "decision": "notReportable",
  "rationale": "Nobody outside the school has seen the list."
}
JSON

line_manager posts data-subject-notices '{"informed": false, "exemption": "notHighRisk", "reason": "Nothing was disclosed, so there is nothing to tell."}'

line_manager posts decisions <<JSON
{
  "decision": "Lists with medical notes are collected at the printer with a code.",
  "rationale": "The printer can do it, so two jobs no longer mix in the tray.",
  "evidenceIds": ["$print_job"]
}
JSON

line_manager posts remedial-actions '{"none": true, "reason": "The code was switched on the same afternoon; there is nothing left to do."}'
line_manager posts disciplinary '{"commenced": false, "reason": "A mix-up at the printer, found by a colleague who looked."}'

line_manager rules_out how-3a 'How the list came between the letters was the only question.'
line_manager rules_out how-3b 'Both colleagues were there when the bags were checked, and agree.'
line_manager rules_out how-3d 'No expert knowledge is needed.'
line_manager rules_out how-3e 'Nothing here needs somebody with more authority.'
line_manager rules_out how-3g 'No risk is left.'
line_manager rules_out how-3i 'There is nothing to tell anybody outside.'

line_manager posts controls '{"description": "The printer in the corridor prints only after a code has been entered at it.", "owner": "Joanne Fell"}'

line_manager posts outcome-reports <<JSON
{
  "facts": "A class list with medical notes was printed into a pile of letters and found before the bags went home.",
  "findings": "Two jobs ran into each other in the tray.",
  "causes": ["Open tray in the corridor"],
  "recommendations": ["Collect lists with a code"],
  "lessons": "It pays to look through the pile. Thank you for telling."
}
JSON

office_manager posts "outcome-reports/$id/assessment" '{"satisfied": true, "reason": "The cause is gone."}'
office_manager posts outcome-reports/1/review '{"accepted": true, "reason": "Good catch, good report."}'
office_manager posts closure '{"summary": "Near miss: medical list among the letters, found in time; lists are now collected with a code."}'

ends_closed
