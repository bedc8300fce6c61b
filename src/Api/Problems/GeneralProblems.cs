namespace Incidents.Api.Problems;

/// <summary>The problems that no rule of the policy gives.</summary>
public static class GeneralProblems
{
    public static readonly ProblemKind InvalidRequest = new("invalid-request", 400, "Invalid request",
        "The request is malformed, or a field of it is missing, unknown or not what it must be. Nothing was "
            + "recorded.",
        "Correct what the problem names, under errors by its JSON pointer into the body, and send it again.");

    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "Not signed in",
        "The request bears no credentials, or none that are valid now.",
        "Sign in and send the token as Authorization: Bearer, or send a valid API key as X-API-Key.");

    public static readonly ProblemKind NotFound = new("not-found", 404, "Not found",
        "There is nothing at this address, or nothing that you may see.",
        "Check the address. Whoever may not see an incident gets this answer on every path of it.");

    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "Method not allowed",
        "The address is there, but it does not take this method.",
        "Use one of the methods that the header Allow names.");

    public static readonly ProblemKind StaleVersion = new("stale-version", 412, "Stale version",
        "The incident has changed since the version that If-Match names. Nothing was recorded.",
        "Read the incident again, see whether the command is still right, and send it with the current "
            + "version.");

    public static readonly ProblemKind TooLarge = new("too-large", 413, "Too large",
        "The body, or a file in it, is larger than the service takes.",
        "Send less: a body has at most 256 KiB, and the limit of a file of evidence is in the API's "
            + "document.");

    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415,
        "Unsupported media type",
        "The body is not of a media type that this address takes.",
        "Send application/json, not compressed; for a file of evidence, multipart/form-data.");

    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency-key-reused", 422,
        "Idempotency key reused",
        "The Idempotency-Key was used already, with another address or another body. Nothing was recorded.",
        "Make a new key for each command, and send a key again only with the very same request.");

    public static readonly ProblemKind TooManyRequests = new("too-many-requests", 429, "Too many requests",
        "More requests came than are taken in this time.",
        "Wait as long as the header Retry-After says, then send it again.")
    { RetryAfter = TimeSpan.FromMinutes(1) };

    public static readonly ProblemKind InternalError = new("internal-error", 500, "Internal error",
        "Something went wrong in the service itself.",
        "Send it again, with the same Idempotency-Key if it had one; if it fails again, tell who runs the "
        + "service the trace id.");

    public static readonly ProblemKind Busy = new("busy", 503, "Busy",
        "Others were working on the same incident at the same moment, again and again, or more was asked of "
        + "the service than it could do. Nothing was recorded.",
        "Send it again after the time that the header Retry-After says.")
    { RetryAfter = TimeSpan.FromSeconds(1) };

    public static readonly ProblemKind Unavailable = new("unavailable", 503, "Unavailable",
        "The service cannot reach its database, or is starting or stopping.",
        "Send it again after the time that the header Retry-After says, with the same Idempotency-Key if it "
            + "had one.")
    { RetryAfter = TimeSpan.FromSeconds(5) };
}
