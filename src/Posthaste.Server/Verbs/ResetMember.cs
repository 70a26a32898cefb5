using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Verbs;

/// <summary><c>reset-password</c>: gives a member a new password and turns their codes off, for whoever has the machine. With SQLite the server must be stopped first.</summary>
internal static class ResetMember
{
    public static async Task<int> RunAsync(string email, string[] args)
    {
        await using var app = ServerApp.Build(args);
        await ServerApp.PrepareAsync(app, CancellationToken.None);
        if (await app.Services.GetRequiredService<ResetPassword>().RunAsync(email, CancellationToken.None) is not { } password)
        {
            Console.Error.WriteLine($"There is no member '{email}'.");
            return 1;
        }
        Console.WriteLine($"The new password of {email}, to be changed after signing in: {password.Reveal()}");
        return 0;
    }
}
