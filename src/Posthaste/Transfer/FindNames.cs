using Posthaste.Channels;
using Posthaste.Media;
using Posthaste.Media.Importing;
using Posthaste.Planning;

namespace Posthaste.Transfer;

/// <summary>Finds what rows name: channels by name, @username or id, media by file name, id or address, categories by name or id. Remembers what it found while one file is imported.</summary>
internal sealed class FindNames(IChannelStore channels, ICategoryStore categories, IMediaStore media, IImportStore store, ImportGuard guard)
{
    /// <summary>A fresh memory for one file.</summary>
    public async Task<Names> BeginAsync(Guid workspaceId, CancellationToken ct) => new(await channels.ListAsync(workspaceId, ct), await categories.ListAsync(workspaceId, ct), workspaceId, media, store, guard);

    /// <summary>The names of one workspace, for as long as one file takes.</summary>
    internal sealed class Names(IReadOnlyList<Channel> channels, IReadOnlyList<Category> categories, Guid workspaceId, IMediaStore media, IImportStore store, ImportGuard guard)
    {
        private readonly Dictionary<string, (MediaName? Found, string? Code, string? Message)> _media = new(StringComparer.Ordinal);

        public IReadOnlyList<Guid> FindChannels(IReadOnlyList<string> wanted, List<RowFinding> findings)
        {
            var ids = new List<Guid>();
            foreach (var text in wanted)
            {
                if (FindChannel(text, out var finding) is { } id) ids.Add(id);
                else findings.Add(finding!);
            }
            return ids;
        }

        /// <returns>Null where none is wanted, or there is no such one; then a finding says so.</returns>
        public Guid? FindCategory(string? wanted, List<RowFinding> findings)
        {
            if (wanted is null) return null;
            // No two have the same name, in whatever case.
            var found = categories.FirstOrDefault(category => Is(category.Name, wanted)) ?? categories.FirstOrDefault(category => Guid.TryParse(wanted, out var id) && category.Id == id);
            if (found is null) findings.Add(RowFinding.Of(ImportColumn.Category, "unknown_category", $"There is no category '{Short(wanted)}'. Make it first, or leave the cell empty."));
            return found?.Id;
        }

        public async Task<IReadOnlyList<MediaName>> FindMediaAsync(ImportColumn column, IReadOnlyList<string> wanted, List<RowFinding> findings, CancellationToken ct)
        {
            var names = new List<MediaName>();
            foreach (var text in wanted)
            {
                if (!_media.TryGetValue(text, out var known)) _media[text] = known = await FindMediaAsync(text, ct);
                if (known.Found is { } name) names.Add(name);
                else findings.Add(RowFinding.Of(column, known.Code!, known.Message!));
            }
            return names;
        }

        private Guid? FindChannel(string text, out RowFinding? finding)
        {
            finding = null;
            var username = text.StartsWith('@') ? text[1..] : text;
            // One that was disconnected is only meant where nothing else can be.
            var found = Guid.TryParse(text, out var id) ? channels.Where(channel => channel.Id == id).ToList()
                : [.. channels.Where(channel => Is(channel.Username, username) || Is(channel.DisplayName, text) || Is($"{channel.Platform}/{channel.Username}", username))];
            if (found.Count > 1 && found.Any(channel => channel.State != ChannelState.Disconnected)) found = [.. found.Where(channel => channel.State != ChannelState.Disconnected)];
            if (found.Count == 1) return found[0].Id;
            finding = found.Count == 0
                ? RowFinding.Of(ImportColumn.Channels, "unknown_channel", $"There is no channel '{Short(text)}'. Give the @username or the name of a connected account; several are separated by |.")
                : RowFinding.Of(ImportColumn.Channels, "ambiguous_channel", $"'{Short(text)}' may be {found.Count} channels. Write {string.Join(" or ", found.Take(3).Select(channel => $"{channel.Platform}/{channel.Username}").Distinct())}, or the id.");
            return null;
        }

        private async Task<(MediaName? Found, string? Code, string? Message)> FindMediaAsync(string text, CancellationToken ct)
        {
            if (Guid.TryParse(text, out var id))
                return await media.FindAsync(workspaceId, id, ct) is not null ? (new MediaName.Known(id), null, null) : (null, "unknown_media", $"There is no media item {id}. It may have been deleted from the library.");
            if (text.Contains("://", StringComparison.Ordinal))
                return guard.Read(text, out var refusal) is not null ? (new MediaName.OnTheWeb(text), null, null) : (null, refusal!.Code, refusal.Sentence);
            return await store.FindMediaByNameAsync(workspaceId, text, ct) switch
            {
                [var only] => (new MediaName.Known(only), null, null),
                [] => (null, "unknown_media", $"There is no file '{Short(text)}' in the library. Upload it first, or give its address; several are separated by |."),
                _ => (null, "ambiguous_media", $"Several files of the library are called '{Short(text)}'. Give the id of the one that is meant."),
            };
        }

        private static bool Is(string? name, string wanted) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);

        private static string Short(string text) => text.Length <= 60 ? text : text[..(char.IsHighSurrogate(text[59]) ? 59 : 60)] + "…";
    }
}

/// <summary>What a row means by a piece of media.</summary>
internal abstract record MediaName
{
    private MediaName() { }

    /// <summary>In the library.</summary>
    public sealed record Known(Guid Id) : MediaName;

    /// <summary>To be fetched when the row is imported.</summary>
    public sealed record OnTheWeb(string Url) : MediaName
    {
        // The address may be signed.
        public override string ToString() => "a file on the web";
    }
}
