namespace Posthaste.Platforms;

/// <summary>Apps at networks that somebody entered on screen; those of the settings come before them.</summary>
public interface IAppKeys
{
    /// <param name="login">By the name of the login that they are for.</param>
    /// <returns>Null where none was entered.</returns>
    AppKey? Find(string login);
}

/// <summary>How a server shows itself to a network.</summary>
/// <param name="ClientId">The app's id there; no secret.</param>
/// <param name="ClientSecret">Proves that the app is ours.</param>
public sealed record AppKey(string ClientId, Secret ClientSecret);

/// <summary>Nobody entered any.</summary>
public sealed class NoAppKeys : IAppKeys
{
    public static NoAppKeys Instance { get; } = new();

    public AppKey? Find(string login) => null;
}
