namespace Posthaste.Server.Rehearsals;

/// <summary>Every HTTP client of a rehearsal: none of them sends anything anywhere. Nothing should even try, and a rehearsal in which something did is none.</summary>
internal sealed class ClosedNetwork : IHttpClientFactory
{
    private long _tries;

    /// <summary>How often something tried.</summary>
    public long Tries => Interlocked.Read(ref _tries);

    public HttpClient CreateClient(string name) => new(new Refusing(this));

    private sealed class Refusing(ClosedNetwork network) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref network._tries);
            throw new HttpRequestException(HttpRequestError.ConnectionError, "A rehearsal sends nothing.");
        }
    }
}
