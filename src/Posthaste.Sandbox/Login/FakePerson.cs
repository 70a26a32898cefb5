namespace Posthaste.Sandbox.Login;

/// <summary>A person of Facebook, who manages the Pages of the accounts they own.</summary>
internal sealed record FakePerson
{
    public required string Id { get; init; }

    public string Name { get; init; } = "";
}
