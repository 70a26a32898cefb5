namespace Posthaste.Server.Verbs;

/// <summary><c>migrate</c>: brings the database up to this program's schema, and ends.</summary>
internal static class Migrate
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = ServerApp.Build(args);
        await ServerApp.PrepareAsync(app, CancellationToken.None);
        Console.WriteLine("The database is up to date.");
        return 0;
    }
}
