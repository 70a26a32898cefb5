using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Login;

/// <summary>The apps a sandbox starts with, one for each way to log in.</summary>
internal static class DemoApps
{
    public const string FacebookId = "1000000000000001";
    public const string FacebookSecret = "sandbox-facebook-secret";
    public const string InstagramId = "2000000000000002";
    public const string InstagramSecret = "sandbox-instagram-secret";

    public const string TikTokKey = "sandboxtiktokkey";
    public const string TikTokSecret = "sandbox-tiktok-secret";

    public static IReadOnlyList<FakeApp> All =>
    [
        new FakeApp
        {
            ClientId = FacebookId,
            Secret = FacebookSecret,
            Login = LoginProduct.Facebook,
            RedirectUris = ["http://127.0.0.1:5080/connect/facebook/callback", "http://localhost:5080/connect/facebook/callback"],
        },
        new FakeApp
        {
            ClientId = InstagramId,
            Secret = InstagramSecret,
            Login = LoginProduct.Instagram,
            RedirectUris = ["http://127.0.0.1:5080/connect/instagram/callback", "http://localhost:5080/connect/instagram/callback"],
        },
        new FakeApp
        {
            ClientId = TikTokKey,
            Secret = TikTokSecret,
            Login = LoginProduct.Tiktok,
            RedirectUris = ["http://127.0.0.1:5080/connect/tiktok/callback", "http://localhost:5080/connect/tiktok/callback"],
        },
    ];
}
