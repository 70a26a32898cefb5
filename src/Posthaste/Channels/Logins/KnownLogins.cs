using Posthaste.Platforms;

namespace Posthaste.Channels.Logins;

/// <summary>Every way to sign in at a network that this server knows.</summary>
public sealed class KnownLogins(IEnumerable<ILogin> all)
{
    public IReadOnlyList<ILogin> All { get; } = [.. all];

    /// <returns>Null where there is none of this name.</returns>
    public ILogin? Find(string? name) => All.FirstOrDefault(login => login.Name == name);
}
