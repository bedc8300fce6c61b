using Incidents.Api.Bodies.Shapes;
using Incidents.Api.Routes;
using Incidents.Application.Commands;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi;

/// <summary>What all operations share, for whoever reads the description.</summary>
internal static class Conventions
{
    public static OpenApiInfo Info() => new()
    {
        Title = "Incidents",
        Version = "v1",
        Summary = "Security incidents of a school, from the report to the closure, as its policy asks for.",
        Description = $"""
            Each command carries out points of the school's security incident policy (`x-policy-points`), and
            each refusal of a rule names the point that it rests on. Nothing is ever deleted or edited: what
            happens to an incident is an event, and the incident is read from its events.

            ## Conventions
            - **JSON** with camelCase names and words, instants as RFC 3339 in UTC, dates as `yyyy-MM-dd`,
              exact numbers as text. Instants are read with any offset; a date in an address begins and ends
              by the clock of the school. Unknown fields are refused (400), so
              that a misspelt one is never lost; `null` is another way of leaving an optional field out. Text
              is never blank.
            - **Answers** may get more members in later versions; read those that you know. A text that its
              reader may not see stands as `withheld`, one whose key was destroyed as `erased` (see
              `OpenText`).
            - **Who** acts is said by a token of an OIDC issuer (`Authorization: Bearer`) or by an API key
              (`X-API-Key`), never by both (400). Health, the problem pages and these documents are open to
              all. Whoever may not see an incident gets 404 on every path of it.
            - **Problems** are RFC 9457 (`application/problem+json`) on every path, also where there is
              nothing (404) and where the method is another (405). `code` is stable; `/problems` explains
              each, as a page or as JSON. `x-problem-codes` lists the codes of a status.
            - **Versions**: answers about an incident carry its version as `ETag`. Sent as `If-Match`, a
              command is refused (412) where the incident has changed since. Without it, commands at the same
              moment are taken one after the other, each judged against the true state.
            - **Idempotency**: `Idempotency-Key` on a POST makes it safe to send again for
              {KeptAnswers.Lifetime.TotalHours} hours: the first answer comes again, byte for byte, and
              nothing is done twice. Another path or body under the same key is refused (422). Refusals are
              not kept.
            - **Already so**: a step that is so already records nothing and answers with `events: []` and the
              same version.
            - **Paging**: `limit` is 1 to 500, by default 50; `next` is the `cursor` of the next page. There
              are no page numbers and no totals.
            - **Freshness**: an incident, its history and the register always show one's own last write.

            ## Limits
            - A body has at most {RequestParts.LargestBody / 1024} KiB, a file of evidence 100 MiB unless the
              service is configured otherwise.
            - A list has at most {ListShape.MaxItems} items; texts are limited as their fields say, counted in
              UTF-16 units.
            - Nothing happens outside the years 1900 to 2200.
            """,
    };
}
