#!/usr/bin/env bash
# The newsletter goes out with 64 parents' addresses in the open, and it was the office manager who sent it. She
# reports herself; from then on the policy pack gives her duties in this incident to the next in the order of
# stand-ins, the headteacher, without anybody having to say so (why-6). Minor, not for the ICO.
. "$(dirname "$0")/lib.sh"
begin

office_manager reports <<JSON
{
  "title": "Newsletter sent with all addresses visible",
  "kind": "confirmedBreach",
  "description": "I sent the newsletter of the summer fair to the families of two classes and put the addresses under To instead of Bcc.",
  "occurredAt": "$(days_ago 2 10:05)",
  "discoveredAt": "$(days_ago 2 10:20)",
  "channel": "web",
  "location": "School office",
  "breachType": "bcc-not-used",
  "peopleInvolved": [{"name": "Sandra Pike", "subject": "sandra.pike", "relation": "involved"}],
  "concernsRoles": ["officeManager"],
  "systemsInvolved": ["School email"],
  "informationPolicies": ["data-protection", "email"],
  "remedialActionTaken": "Recalled the message within the quarter of an hour, which reached a few mailboxes only.",
  "personalDataInvolved": "yes",
  "reportTo": "headteacher"
}
JSON

# What the reporter may still do with her own report: add to it.
office_manager uploads newsletter.eml \
  description='The newsletter as it went out, addresses replaced' source='Sent items' \
  collectedAt="$(days_ago 2 10:40)"
newsletter=$id

office_manager posts details <<JSON
{
  "trainingOfThoseInvolved": "Data protection refresher in the autumn term.",
  "othersInformed": "Three parents have written; one of them answered to all."
}
JSON

headteacher posts verification <<JSON
{
  "checked": "64 addresses, most with a name in them; no child is named. One family has asked before that its address be kept private: it is not on this list.",
  "with": ["Sandra Pike"]
}
JSON

headteacher posts classification <<JSON
{
  "severity": "minor",
  "rationale": "Email addresses only, among families of two classes who know each other; nobody at risk is on the list.",
  "suggestion": {
    "dataType": "simple", "contextAdjustment": 1, "identifiability": "limited",
    "confidentiality": "partial", "integrity": "none", "availability": "none",
    "malicious": false, "individuals": 64
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

data_protection_officer posts awareness <<JSON
{"awareAt": "$(days_ago 2 10:20)", "reason": "The sender saw it in her own copy; there was nothing to find out first."}
JSON

headteacher posts ico-assessments <<JSON
{
  "personalData": true, "likelihood": "unlikely", "highRisk": false, "decision": "notReportable",
  "rationale": "Addresses among families of the same classes, nobody with a protected address, no content about a child."
}
JSON

line_manager posts data-subject-notices <<JSON
{
  "informed": true,
  "audience": "parents",
  "count": 64,
  "channel": "Email, each family separately",
  "text": "Our newsletter showed your email address to the other families of Years 1 and 2. We are sorry. Please delete it and do not use the addresses.",
  "informedAt": "$(days_ago 2 13:00)"
}
JSON

line_manager posts decisions <<JSON
{
  "decision": "Newsletters go out by the school's messaging service, not by email.",
  "rationale": "It sends to each family separately, so that there is no field to mistake.",
  "alternatives": ["A warning in the email program", "A second person presses Send"],
  "evidenceIds": ["$newsletter"]
}
JSON

line_manager posts remedial-actions <<JSON
{"description": "Set up the class lists in the messaging service.", "owner": "Amy Castleton", "dueOn": "$(in_days 10)"}
JSON

line_manager posts "remedial-actions/$id/completion" '{"outcome": "Class lists set up; the next newsletter went out that way."}'

headteacher posts disciplinary <<JSON
{
  "commenced": false,
  "reason": "Reported by herself within minutes; a slip that the tool invites.",
  "person": {"name": "Sandra Pike", "subject": "sandra.pike"}
}
JSON

# how-5d: she oversees this one, and advises.
headteacher posts advice <<JSON
{"advice": "Do not answer the parent who wrote to all by answering to all. Ring him, and send the apology to each family by itself."}
JSON

line_manager posts communications-plan <<JSON
{
  "audience": "The families of Years 1 and 2",
  "message": "The apology, what to do with the addresses, and how the newsletter comes from now on.",
  "channel": "Email to each family by itself, then the messaging service",
  "approver": "Margaret Ellwood, headteacher"
}
JSON

line_manager posts communications <<JSON
{
  "audience": "The parent who answered to all",
  "message": "Thank you for telling us. Please do not use the addresses; the newsletter goes out another way from now on.",
  "channel": "Telephone",
  "sentAt": "$(days_ago 2 14:20)"
}
JSON

line_manager posts controls '{"description": "Newsletters go out by the messaging service, which sends to each family separately.", "owner": "Amy Castleton"}'

line_manager rules_out how-3a 'One message, one question: which families, and how to send the next one.'
line_manager rules_out how-3b 'The sender has written down what happened; there is nobody else to ask.'
line_manager rules_out how-3d 'No expert knowledge is needed.'
line_manager rules_out how-3e 'The headteacher holds the duties here already.'
line_manager rules_out how-3g 'No risk is left once the families know.'

line_manager posts outcome-reports <<JSON
{
  "facts": "64 addresses of families of two classes were visible to one another. Three parents wrote.",
  "findings": "The newsletter was sent from the email program, where To is the first field.",
  "causes": ["Email used for a mass message"],
  "recommendations": ["Send newsletters by the messaging service only"],
  "lessons": "The right tool leaves nothing to remember."
}
JSON

# The office manager would assess, review and close; it is her own incident, so the headteacher does.
headteacher posts "outcome-reports/$id/assessment" '{"satisfied": true, "reason": "Families told the same day, and the tool changed."}'
headteacher posts outcome-reports/1/review '{"accepted": true, "reason": "Short and complete."}'
headteacher posts closure '{"summary": "Newsletter without bcc; 64 families told, newsletters now go by the messaging service."}'

ends_closed
