using Posthaste.Server.Connect;

namespace Posthaste.Server.Verbs;

/// <summary>The apps of a demo, which the stand-in of the networks knows from its start: with them accounts are connected by signing in there.</summary>
internal static class DemoLogins
{
    private static readonly (string Login, string Id, string Secret, string IdKey, string SecretKey)[] Apps =
    [
        ("facebook", "1000000000000001", "sandbox-facebook-secret", "Instagram:AppId", "Instagram:AppSecret"),
        ("instagram", "2000000000000002", "sandbox-instagram-secret", "Instagram:InstagramAppId", "Instagram:InstagramAppSecret"),
        ("tiktok", "sandboxtiktokkey", "sandbox-tiktok-secret", "TikTok:ClientKey", "TikTok:ClientSecret"),
    ];

    public static IEnumerable<KeyValuePair<string, string?>> Settings => Apps.SelectMany(app => new[]
    {
        KeyValuePair.Create($"Platforms:{app.IdKey}", (string?)app.Id),
        KeyValuePair.Create($"Platforms:{app.SecretKey}", (string?)app.Secret),
    });

    /// <summary>Tells the stand-in where people come back to, as one registers it at the network.</summary>
    public static async Task RegisterAsync(string sandbox, ConnectAddress address, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = new Uri(sandbox) };
        foreach (var app in Apps)
        {
            var addresses = new { redirectUris = new[] { address.CallbackOf(app.Login) }, deauthorizeUrl = address.DeauthorizeOf(app.Login), dataDeletionUrl = address.DeletionOf(app.Login) };
            using var answer = await http.PatchAsJsonAsync($"/sandbox/apps/{app.Id}", addresses, ct);
            answer.EnsureSuccessStatusCode();
        }
    }
}
