namespace Posthaste.Sandbox;

internal static class Program
{
    private const string Usage =
        $"""
        The stand-in for Instagram's Graph API, Telegram's Bot API and Discord's webhooks.

          --urls <address>   where to listen; {SandboxApp.DefaultUrl} where left out
          --help             this text
        """;

    private static async Task<int> Main(string[] args)
    {
        if (args is ["--help"] or ["-h"])
        {
            Console.WriteLine(Usage);
            return 0;
        }
        if (args.Length > 0 && !(args is ["--urls", _] || (args.Length == 1 && args[0].StartsWith("--urls=", StringComparison.Ordinal))))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        await using var app = SandboxApp.Build(args);
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"The sandbox cannot listen: {e.Message}");
            return 1;
        }
        foreach (var url in app.Urls)
            Console.WriteLine($"The Instagram stand-in listens on {url}: account {World.DemoAccountId}, token {World.DemoToken}, gallery {url}/");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
