#!/usr/bin/env bash
# Somebody sees pupils' marks on the screen in the hall and does not want to be the one who said so. The report has no
# name (how-1); it is followed up by its receipt. The office manager asks, the answer comes, and it turns out that the
# pupils were invented.
. "$(dirname "$0")/lib.sh"
begin

nobody tells <<JSON
{
  "title": "Marks of a whole year on the screen in the hall",
  "description": "The table stood open on the big screen for all of the lunch break.",
  "occurredAt": "$(days_ago 2 12:00)",
  "location": "Hall",
  "breachType": "other"
}
JSON

office_manager posts messages '{"text": "Thank you. Do you remember a name that stood there, or what the table was called?"}'

nobody adds messages '{"text": "It said Year 9 at the top, and we have no Year 9."}'
nobody adds details '{"systemsInvolved": ["Screen in the hall"]}'

office_manager posts verification <<JSON
{
  "checked": "The supplier showed its mark book that morning, with the table it brings along. Year 9 is invented, like everybody in it.",
  "with": ["Support company of the school's network"],
  "finding": "notAnIncident"
}
JSON

office_manager posts messages '{"text": "It was the supplier\u0027s example, and nobody real stood in it. It was right to tell."}'
office_manager posts closure '{"summary": "An example of invented pupils. No incident, and a report worth having."}'

ends_closed
