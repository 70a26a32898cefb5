namespace Posthaste.Cli.Api;

/// <summary>How a request came to no answer.</summary>
/// <param name="Why">For a person, without an address.</param>
/// <param name="NeverSent">The server cannot have seen it.</param>
/// <param name="MayPass">Another try in a moment may reach it.</param>
internal sealed record Loss(string Why, bool NeverSent, bool MayPass)
{
    public static Loss From(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new("no such host is known.", NeverSent: true, MayPass: false),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new("nothing takes the connection. Is the server running?", NeverSent: true, MayPass: true),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new("it has no certificate that this machine trusts.", NeverSent: true, MayPass: false),
        OperationCanceledException => new("it did not answer in time.", NeverSent: false, MayPass: false),
        _ => new("the connection broke before its answer.", NeverSent: false, MayPass: true),
    };
}
