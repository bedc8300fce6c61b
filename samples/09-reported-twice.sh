#!/usr/bin/env bash
# A visitors' book is photographed, and two people report it. The second report is linked as a duplicate and closed with
# only its link; nothing is merged. In the first, the place was written down wrongly and is corrected, the photograph is
# handed over and read again, and the reporter's worry about her hours is settled before the end (how-1).
. "$(dirname "$0")/lib.sh"
begin

teaching_assistant reports <<JSON
{
  "title": "Visitors' book photographed at the counter",
  "kind": "confirmedBreach",
  "description": "A parent took a picture of the page with the names and times of the last visitors.",
  "occurredAt": "$(days_ago 2 08:20)",
  "discoveredAt": "$(days_ago 2 08:20)",
  "location": "Side entrance",
  "systemsInvolved": ["Visitors' book"],
  "informationPolicies": ["clear-desk"],
  "personalDataInvolved": "yes"
}
JSON
first=$incident first_reference=$reference

# Both stay readable: what was written, and what it should have been.
teaching_assistant posts corrections '{"version": 1, "field": "location", "value": "Counter of the main entrance", "reason": "I mixed up the doors; the book lies at the counter."}'

teaching_assistant uploads asset-register.txt description='The page as it lay open, typed up' source='School office' \
  collectedAt="$(days_ago 2 09:00)"
page=$id

teaching_assistant posts "evidence/$page/custody" '{"to": {"name": "Sandra Pike", "subject": "sandra.pike", "role": "office manager"}, "reason": "To be kept with the record."}'
office_manager posts "evidence/$page/verification" '{}'

teaching_assistant posts detriment-concerns '{"concern": "Since I reported this I am no longer asked for the breakfast club."}'
worry=$id

office_manager posts classification '{"severity": "minor", "rationale": "Names and times of six visitors, who signed a book that lies open for all."}'

# The same morning, reported by somebody else: another incident to the service.
incident=''
class_teacher reports "{\"title\": \"Someone took a picture of the visitors' book\", \"occurredAt\": \"$(days_ago 2 08:25)\"}"
office_manager is_refused links no-such-incident '{"relation": "duplicateOf", "incidentId": "00000000-0000-4000-8000-000000000000"}'
office_manager posts links "{\"relation\": \"duplicateOf\", \"incidentId\": \"$first\"}"
office_manager posts closure '{"summary": "The same as the report of the teaching assistant, and worked on there."}'

# Back to the first.
incident=$first reference=$first_reference incident_path=/v1/incidents/$first
office_manager posts allocation <<JSON
{
  "investigator": {"subject": "joanne.fell", "name": "Joanne Fell", "role": "lineManager"},
  "directedBy": "Margaret Ellwood, headteacher"
}
JSON
line_manager posts allocation/acceptance '{}'

data_protection_officer posts awareness "{\"awareAt\": \"$(days_ago 2 09:10)\", \"reason\": \"The picture was shown to the office.\"}"
office_manager posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "unlikely", "highRisk": false, "decision": "notReportable",
  "rationale": "Six names in a book that lies open; the parent has deleted the picture in front of us."
}
JSON
line_manager posts decisions <<JSON
{
  "decision": "The book is replaced by slips that go into a box.",
  "rationale": "Nobody reads then who was there before.",
  "evidenceIds": ["$page"]
}
JSON
line_manager posts data-subject-notices '{"informed": false, "exemption": "notHighRisk", "reason": "Who visits a school is seen by all who stand there."}'
headteacher posts disciplinary '{"commenced": false, "reason": "The book was ours to put away."}'

line_manager rules_out how-3a 'One page, one question.'
line_manager rules_out how-3b 'The reporter saw all of it and has written it down.'
line_manager rules_out how-3d 'No expert knowledge is needed.'
line_manager rules_out how-3e 'Nothing goes beyond what the office decides.'
line_manager rules_out how-3g 'No risk is left with the picture deleted.'
line_manager rules_out how-3i 'Nobody is told, so there is nothing to plan.'
line_manager rules_out how-3j 'The slips are the control; they are a decision already.'

line_manager posts outcome-reports <<JSON
{
  "facts": "A page with six names was photographed and deleted again.",
  "findings": "The book lay open on the counter all day.",
  "causes": ["A book that shows who came before"],
  "recommendations": ["Slips instead of a book"],
  "lessons": "What lies open is read."
}
JSON
office_manager posts outcome-reports/1/assessment '{"satisfied": true, "reason": "The book is gone."}'
office_manager posts outcome-reports/1/review '{"accepted": true, "reason": "Short and complete."}'

# how-1: nobody suffers for a report, so the worry is settled first.
office_manager is_refused closure detriment-open '{"summary": "Picture deleted, book replaced."}'
headteacher posts "detriment-concerns/$worry/resolution" '{"resolution": "The rota had been made before the report. She is on it again from Monday, and we have said so in the staff meeting."}'
office_manager posts closure '{"summary": "Picture deleted, book replaced by slips."}'

ends_closed
