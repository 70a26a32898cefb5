using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Posthaste.Platforms;

namespace Posthaste.Channels.Apps;

/// <summary>The apps that were entered on screen, in memory: they are asked for at every call.</summary>
internal sealed partial class EnteredAppKeys(IAppKeyStore store, TokenVault vault, ILogger<EnteredAppKeys> log) : IAppKeys
{
    private FrozenDictionary<string, AppKey> _keys = FrozenDictionary<string, AppKey>.Empty;

    public AppKey? Find(string login) => _keys.GetValueOrDefault(login);

    /// <summary>Reads them anew.</summary>
    public async Task ReadAsync(CancellationToken ct)
    {
        var read = new Dictionary<string, AppKey>();
        foreach (var kept in await store.ListAsync(ct))
        {
            try
            {
                read[kept.Login] = new AppKey(kept.ClientId, vault.Open(kept.SealedSecret, kept.Id));
            }
            catch (SealedTokenException e)
            {
                // Without its secret an app is none; whoever looks at the screen enters it again.
                LogUnreadable(e, kept.Login);
            }
        }
        _keys = read.ToFrozenDictionary();
    }

    [LoggerMessage(LogLevel.Error, "The app that was entered for {Login} cannot be opened with the keys at hand; enter it again, or bring back the right keys")]
    private partial void LogUnreadable(Exception exception, string login);
}
