using Microsoft.Extensions.Options;
using Posthaste.Media;
using Posthaste.Sandbox;
using Posthaste.Server.Connect;
using Posthaste.Server.SignIn;

namespace Posthaste.Server.Verbs;

/// <summary><c>demo</c>: the server with a stand-in of Instagram on the next port, and a workspace to try. Nothing leaves this machine.</summary>
internal static class Demo
{
    /// <summary>Opens nothing but a demo on this machine.</summary>
    public const string ApiKey = "ph_demo_key_for_this_machine";

    private const string AccountToken = "sandbox-demo-token";

    /// <summary>Of the bot that the stand-in starts with.</summary>
    private const string TelegramToken = "1000000001:AAF-sandbox-telegram-bot-token-0000";

    public static async Task<int> RunAsync(string[] args)
    {
        var wanted = new ConfigurationBuilder().AddEnvironmentVariables(ServerApp.EnvironmentPrefix).AddCommandLine(args).Build();
        var url = new Uri((wanted["urls"] ?? ServerApp.DefaultUrl).Split(';')[0]);
        await using var sandbox = SandboxApp.Build([$"--urls=http://127.0.0.1:{(url.Port == 0 ? 0 : url.Port + 1)}"]);
        await sandbox.StartAsync();

        // Without a folder of its own a demo leaves nothing behind.
        var folder = wanted[DataFolder.Key] is null ? Directory.CreateTempSubdirectory("posthaste-demo-") : null;
        try
        {
            await RunServerAsync(args, url, sandbox.Urls.First(), folder?.FullName);
        }
        finally
        {
            folder?.Delete(recursive: true);
            await sandbox.StopAsync();
        }
        return 0;
    }

    private static async Task RunServerAsync(string[] args, Uri url, string sandbox, string? folder)
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Auth:BootstrapApiKey"] = ApiKey,
            ["PublicBaseUrl"] = url.GetLeftPart(UriPartial.Authority),
            ["Platforms:Instagram:GraphBaseUrl"] = sandbox,
            ["Platforms:TikTok:ApiBaseUrl"] = sandbox,
            ["Platforms:TikTok:IsAudited"] = "true",
            ["Platforms:Bluesky:Server"] = sandbox,
            ["Platforms:Mastodon:Server"] = sandbox,
            ["Platforms:Facebook:GraphBaseUrl"] = sandbox,
            ["Telegram:ApiBaseUrl"] = sandbox,
            ["Telegram:BotToken"] = TelegramToken,
            // A demo's containers are ready in a moment; there is no reason to look for them as patiently as at Meta.
            ["Platforms:Instagram:PollPreset"] = "Eager",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:Posthaste"] = "Warning",
        };
        foreach (var (key, value) in DemoLogins.Settings) defaults[key] = value;
        if (folder is not null) defaults[DataFolder.Key] = folder;
        await using var app = ServerApp.Build(args, defaults);
        await ServerApp.PrepareAsync(app, CancellationToken.None);
        await app.StartAsync();

        var address = app.Urls.First();
        var options = app.Services.GetRequiredService<IOptions<MediaOptions>>().Value;
        using var http = new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { { ApiKeyHandler.Header, ApiKey } } };
        var workspace = new DemoWorkspace(http, options.Ffmpeg, app.Services.GetRequiredService<TimeProvider>());
        var stopping = app.Lifetime.ApplicationStopping;
        await DemoLogins.RegisterAsync(sandbox, app.Services.GetRequiredService<ConnectAddress>(), stopping);
        if (await workspace.IsEmptyAsync(stopping))
        {
            Console.WriteLine("Filling the workspace: an account, five pictures, eight posts …");
            await workspace.FillAsync(AccountToken, stopping);
        }
        else
        {
            Console.WriteLine("The workspace is as the last run left it; the stand-in of Instagram starts empty.");
        }
        Console.WriteLine(Greeting(address, sandbox, await workspace.FindDraftAsync(stopping)));
        if (await SetupLink.OfferAsync(app, stopping) is { } link) Console.WriteLine($"Become its owner, once, within 24 hours, and see the dashboard:\n  {link}");
        await app.WaitForShutdownAsync();
    }

    private static string Greeting(string address, string sandbox, Guid? draft) =>
        $"""

        Posthaste      {address}/
        API            {address}/api/v1
        Instagram      {sandbox}/  (a stand-in: what went live, as on a phone)
        Bluesky        connect harbourbakery.test with the app password sand-boxd-emob-sky2  (a stand-in at the same address)
        Mastodon       connect its usual server with the token sandbox-mastodon-token
        Facebook Page  connect it with the token sandbox-facebook-token
        API key        {ApiKey}

        What went out, what waits, and what failed and why:
          curl -s -H 'X-Api-Key: {ApiKey}' {address}/api/v1/jobs

        {(draft is null ? "All posts:" : "Publish the draft now, then look at the stand-in:")}
          curl -s {(draft is null ? "" : "-X POST ")}-H 'X-Api-Key: {ApiKey}' {address}/api/v1/posts{(draft is null ? "" : $"/{draft}/publish-now")}

        Upload a picture of your own:
          curl -s -H 'X-Api-Key: {ApiKey}' -F file=@picture.jpg {address}/api/v1/media

        Ctrl+C ends it.
        """;
}
