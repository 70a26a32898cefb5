using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram.Login;

/// <summary>Calls that the app makes in its own name, to the token endpoints. Secrets go into the body where the network takes one; where it only reads a query
/// (exchanging and refreshing at graph.instagram.com), nothing logs that.</summary>
internal sealed class TokenCalls(PlatformHttp http, InstagramOptions options, InstagramApps apps, TimeProvider time)
{
    private static readonly string[] SecretFields = ["client_secret", "code", "code_verifier", "access_token", "fb_exchange_token", "input_token"];

    /// <param name="root">The host.</param>
    /// <param name="path">Without a slash in front.</param>
    /// <param name="fields">Of the form.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<GraphAnswer> PostAsync(Uri root, string path, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken ct) =>
        ReadAsync(new PlatformRequest { Method = HttpMethod.Post, Address = Address(root, path), Body = RequestBody.Form(fields), TraceHeader = GraphApi.TraceHeader }, fields, ct);

    /// <inheritdoc cref="PostAsync"/>
    /// <param name="token">Sent in the header; null where the query has it.</param>
    public Task<GraphAnswer> GetAsync(Uri root, string path, IReadOnlyList<KeyValuePair<string, string>> fields, Secret? token, CancellationToken ct) =>
        ReadAsync(new PlatformRequest { Method = HttpMethod.Get, Address = Address(root, $"{path}?{RequestBody.Encode(fields)}"), Token = token, TraceHeader = GraphApi.TraceHeader }, fields, ct);

    private async Task<GraphAnswer> ReadAsync(PlatformRequest request, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        var answer = await http.SendAsync(request, ct);
        string?[] secrets = [.. fields.Where(field => SecretFields.Contains(field.Key)).Select(field => field.Value), request.Token?.Reveal(), .. apps.Secrets];
        return GraphAnswer.Read(answer, time.GetUtcNow(), options.RateLimitWait, text => PlatformText.Clean(text, secrets));
    }

    private static Uri Address(Uri root, string rest) => new($"{root.AbsoluteUri.TrimEnd('/')}/{rest}");
}
