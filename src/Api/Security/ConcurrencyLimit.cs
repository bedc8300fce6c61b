using Incidents.Api.Problems;

namespace Incidents.Api.Security;

/// <summary>Marks what lasts as long as somebody else makes it last: a file on its way, a feed that is
/// followed. It takes no place from others.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesItsTimeAttribute : Attribute;

/// <summary>Lets no more requests in than can be worked on at once, before anything is done for
/// them.</summary>
public sealed class ConcurrencyLimit(RequestDelegate next, ConcurrencySlots places)
{
    private static readonly Problem Full = GeneralProblems.Busy.Because(
        "More is asked of the service at this moment than it can do. Nothing was recorded; send it again "
            + "after the time that the header Retry-After says.");

    /// <summary>Lets the request in, or tells it to come back.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<TakesItsTimeAttribute>() is not null)
        {
            await next(http);
            return;
        }

        if (!await places.Take(http.RequestAborted))
        {
            // Nobody is to learn from a line or a number that somebody came who must not be found out.
            if (http.IsWithoutName()
                || http.GetEndpoint()?.Metadata.GetMetadata<MayHideCallerAttribute>() is not null)
                http.BeDiscreet();
            await Full.ExecuteAsync(http);
            return;
        }

        try
        {
            await next(http);
        }
        finally
        {
            places.Leave();
        }
    }
}

/// <summary>Says of routes that they take their time.</summary>
internal static class TakingTime
{
    public static TBuilder TakesItsTime<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new TakesItsTimeAttribute());
}
