namespace Incidents.Api.Security;

/// <summary>The route of a command by which somebody may ask not to be found out.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MayHideCallerAttribute : Attribute;

/// <summary>Requests of which nothing may be kept: no line in the log, no trace, no use of a key. What is not
/// written cannot point to anybody.</summary>
public static class Discreet
{
    /// <summary>From now on nothing of this request is kept.</summary>
    public static void BeDiscreet(this HttpContext http) => http.Features.Set(new Mark());

    /// <summary>It is an ordinary request after all.</summary>
    public static async Task NeedNotBeDiscreet(this HttpContext http)
    {
        if (http.Features.Get<UseOfKey>() is not { } use)
            return;

        http.Features.Set<Mark>(null);
        http.Features.Set<UseOfKey>(null);
        await use.Keep();
    }

    /// <summary>Whether nothing of this request may be kept.</summary>
    public static bool IsDiscreet(this HttpContext http) => http.Features.Get<Mark>() is not null;

    private sealed record Mark;
}

/// <summary>That a key was used, to be kept once it is clear that it may be.</summary>
public sealed record UseOfKey(Func<Task> Keep);
