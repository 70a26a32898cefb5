using System.Net;

namespace Posthaste.Tests.Alerts;

/// <summary>A network that answers whatever it is told to, to any request.</summary>
internal sealed class FarNetwork : HttpMessageHandler, IHttpClientFactory
{
    /// <summary>Null: the connection is refused.</summary>
    public HttpStatusCode? Answer { get; set; } = HttpStatusCode.OK;

    public List<Uri> Asked { get; } = [];

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.RequestUri!);
        return Answer is { } status
            ? Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("{}") })
            : throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
    }
}
