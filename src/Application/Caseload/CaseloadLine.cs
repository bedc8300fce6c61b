using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.History;
using Incidents.Application.Register;
using Incidents.Domain;
using static Incidents.Application.Register.LineJson;

namespace Incidents.Application.Caseload;

/// <summary>An open incident, what it waits for and who holds that.</summary>
public static class CaseloadLine
{
    /// <summary>The line.</summary>
    /// <param name="names">Of the people who hold something, as the caller may read them.</param>
    public static JsonObject Of(
        WholeLine whole, Actor actor, IReadOnlyDictionary<Guid, Text?> names)
    {
        var line = LineJson.Of(whole.Shown, actor);
        var entry = whole.Entry;
        if (entry.Facts.Next is not { } next)
            return line;

        line["waitsFor"] = next.Duty;
        Put(line, "since", Instant(entry.Facts.NextSince));
        line["holder"] = Holder(next.PersonId, next.Roles, actor, names);

        return line;
    }

    /// <summary>Who holds how much.</summary>
    public static JsonObject Holding(
        Holding holding, Actor actor, IReadOnlyDictionary<Guid, Text?> names)
    {
        var holder = Holder(holding.PersonId, holding.Roles, actor, names);
        holder["open"] = holding.Open;
        holder["grave"] = holding.Grave;
        holder["oldestSince"] = Instant(holding.OldestSince);

        return holder;
    }

    /// <summary>Who holds a step: a person in a role, or whoever has one of the roles.</summary>
    private static JsonObject Holder(
        Guid? person, IEnumerable<Role> roles, Actor actor, IReadOnlyDictionary<Guid, Text?> names)
    {
        var holder = new JsonObject();
        if (person is { } id)
        {
            holder["personId"] = id;
            Put(holder, "name", !Visibility.ReadsTitles(actor) ? Withheld
                : names.GetValueOrDefault(id) is { } name
                    ? JsonSerializer.SerializeToNode(name, EdgeJson.Options) : null);
        }

        holder["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(Words.CamelCase(role)))]);

        return holder;
    }
}
