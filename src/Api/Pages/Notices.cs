using System.Text.Json.Nodes;

namespace Incidents.Api.Pages;

/// <summary>What people whose data it is were told, in words.</summary>
internal static class Notices
{
    /// <summary>Who was informed, or why nobody was.</summary>
    public static Html InWords(JsonObject notice, Shown shown)
    {
        if (!notice["informed"]!.GetValue<bool>())
            return Html.Of(
                $"Not informed ({Shown.Word(notice["exemption"])}): {Shown.Line(notice["reason"])}");

        var about = notice["countIsEstimate"]?.GetValue<bool>() == true ? "about " : "";
        var count = notice["count"]!.GetValue<int>();

        return Html.Of($"{Shown.Word(notice["audience"])} ({about}{count}), informed "
            + $"{shown.Moment(notice["informedAt"])}: {Shown.Line(notice["channel"])}");
    }
}
