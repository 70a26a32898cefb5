using Posthaste.Channels;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Server.Verbs;

/// <summary><c>rotate-keys</c>: seals what is encrypted under a new key, and with <c>--remove-old</c> takes the older keys away. May be broken off and run again.</summary>
internal static class ChangeKeys
{
    private const string RemoveOld = "--remove-old";

    public static async Task<int> RunAsync(string[] args)
    {
        var remove = args.Contains(RemoveOld);
        await using var app = ServerApp.Build([.. args.Where(arg => arg != RemoveOld)]);
        var source = app.Services.GetRequiredService<KeySource>();
        if (remove) return await RemoveOldAsync(app);

        var changed = Add(source);
        try
        {
            await ServerApp.PrepareAsync(app, CancellationToken.None);
        }
        catch (DatabaseInUseException) when (changed)
        {
            Console.WriteLine($"A server is using the database. It takes the new key up within {KeyWatch.Interval.TotalMinutes:0} minute and seals everything again; its log says how many secrets.");
            return 0;
        }
        var rotated = await app.Services.GetRequiredService<RotateKeys>().RunAsync(CancellationToken.None);
        Console.WriteLine($"{rotated.Sealed} secrets were sealed again, under the key {rotated.KeyId}. {Next(source, rotated)}");
        if (rotated.Unreadable == 0) return 0;
        Console.Error.WriteLine($"{rotated.Unreadable} secrets cannot be opened with the keys at hand, and stay as they are: bring back the right keys, or connect those accounts again.");
        return 1;
    }

    private static bool Add(KeySource source)
    {
        if (source is not KeySource.Own { File: var file })
        {
            Console.WriteLine($"The keys are in {source.Name}, where you change them: {Order(source)}");
            return false;
        }
        var (id, added) = file.AddKey();
        Console.WriteLine(added ? $"Added the key {id} to keys.json." : $"keys.json has more than one key: an earlier change goes on, to the key {id}.");
        return true;
    }

    private static string Order(KeySource source) => source is KeySource.Listed
        ? "add a new one at its end (id:base64, parted by a comma or a line end), on every node; running servers read it by themselves. Then run this."
        : "add a new one at its end (id:base64, parted by a comma). One server: restart it. Several: set Secrets:SealWith to the old id and restart each, then take that setting away and restart each again. Then run this.";

    private static string Next(KeySource source, KeysRotated rotated) => source is KeySource.Own
        ? $"The older keys can be removed an hour after the new one was added: posthaste-server rotate-keys {RemoveOld}"
        : $"Once every server seals with {rotated.KeyId}, keys other than it can be taken out of {source.Name}.";

    private static async Task<int> RemoveOldAsync(WebApplication app)
    {
        await ServerApp.PrepareAsync(app, CancellationToken.None);
        switch (await app.Services.GetRequiredService<RemoveOldKeys>().RunAsync(CancellationToken.None))
        {
            case RemoveOldKeysResult.Removed { Ids.Count: 0 }:
                Console.WriteLine("keys.json has one key only; there is nothing to remove.");
                return 0;
            case RemoveOldKeysResult.Removed removed:
                Console.WriteLine($"Removed {string.Join(", ", removed.Ids)}. Backups of the database from before need them: keep a copy of the older keys.json with those.");
                return 0;
            case RemoveOldKeysResult.StillNeeded needed:
                Console.Error.WriteLine($"{needed.Count} secrets are sealed under older keys still; nothing was removed. Run posthaste-server rotate-keys first.");
                return 1;
            case RemoveOldKeysResult.NotOurs other:
                Console.Error.WriteLine($"The keys are in {other.Source}; take the older ones out of it yourself.");
                return 1;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
