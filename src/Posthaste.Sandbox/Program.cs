namespace Posthaste.Sandbox;

internal static class Program
{
    private static async Task Main(string[] args)
    {
        await using var app = SandboxApp.Build(args);
        await app.StartAsync();
        foreach (var url in app.Urls)
            Console.WriteLine($"The Instagram stand-in listens on {url}: account {World.DemoAccountId}, token {World.DemoToken}, gallery {url}/");
        await app.WaitForShutdownAsync();
    }
}
