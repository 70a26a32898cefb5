namespace Posthaste.Server.Verbs;

/// <summary><c>openapi</c>: prints the API's document, as docs/openapi.json keeps it.</summary>
internal static class WriteOpenApi
{
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-openapi-");
        try
        {
            await using var app = ServerApp.Build(["--urls=http://127.0.0.1:0", $"--DataDir={folder.FullName}", "--Jobs:Enabled=false", "--Logging:LogLevel:Default=Warning", .. args]);
            await ServerApp.PrepareAsync(app, CancellationToken.None);
            await app.StartAsync();
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            Console.WriteLine((await http.GetStringAsync("/openapi/v1.json")).Trim());
            await app.StopAsync();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
