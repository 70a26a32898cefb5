namespace Posthaste.Tests.Server.Members;

/// <summary>One server with a member of each role, for the tests of a class that look at nothing but their own.</summary>
public sealed class TeamServer : IAsyncLifetime
{
    private readonly Dictionary<string, Browser> _members = [];

    internal ServerUnderTest Server { get; private set; } = null!;

    internal Browser Owner => _members["owner"];

    internal Browser this[string role] => _members[role];

    public async ValueTask InitializeAsync()
    {
        Server = await ServerUnderTest.StartAsync(Settings);
        _members["owner"] = await Browser.OwnerAsync(Server);
        foreach (var role in new[] { "admin", "editor", "approver", "viewer" }) _members[role] = await Owner.InviteAsync($"{role}@example.com", role);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members.Values) member.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Of a server that publishes nothing and hashes passwords quickly.</summary>
    internal static Dictionary<string, string> Settings => new() { ["Jobs:Enabled"] = "false", ["SignIn:PasswordRounds"] = "10000", ["Publishing:ConflictDistance"] = "00:00:00" };
}
