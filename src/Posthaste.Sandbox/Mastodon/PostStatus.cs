using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Mastodon;

/// <summary><c>POST /api/v1/statuses</c>: one post of all calls with the same key, for as long as the key is kept.</summary>
internal static class PostStatus
{
    private static readonly string[] _visibilities = ["public", "unlisted", "private", "direct"];

    public static MastodonAnswer Run(World world, MastodonCall call)
    {
        var settings = world.Mastodon.Settings;
        if (call.Key is { } key && Known(world, call, key) is { } known) return MastodonAnswer.Ok(ShowStatuses.Entity(known, call.Root));

        var ids = call.List("media_ids");
        var text = (call.Text("status") ?? "").Trim();
        if (ids.Count > settings.MaxFiles) return MastodonAnswer.Failed(422, $"Cannot attach more than {settings.MaxFiles} files");
        var files = ids.Select(id => world.Mastodon.FindLoose(id, call.User.Id, call.ArrivedAt)).OfType<FakeFile>().ToList();
        var missing = ids.Except(files.Select(file => file.Id)).ToList();
        if (missing.Count > 0 && !settings.LeavesOutUsedFiles) return MastodonAnswer.Failed(422, $"Media {string.Join(", ", missing)} not found or already attached to another post");
        if (files.Count > 1 && files.Exists(file => file.Kind == "video")) return MastodonAnswer.Failed(422, "Cannot attach a video to a post that already contains images");
        if (files.Exists(file => file.ReadyAt > call.ArrivedAt || file.Fails)) return MastodonAnswer.Failed(422, "Cannot attach files that have not finished processing. Try again in a moment!");
        if (text.Length == 0 && files.Count == 0) return MastodonAnswer.Invalid("Text can't be blank");
        if (StatusText.LengthOf(text, settings.LinkLength) > settings.MaxCharacters) return MastodonAnswer.Invalid($"Text character limit of {settings.MaxCharacters} exceeded");
        var visibility = call.Text("visibility") ?? "public";
        if (!_visibilities.Contains(visibility)) return MastodonAnswer.Invalid("Visibility is not included in the list");

        var status = new FakeStatus
        {
            Id = world.Mastodon.NextId(),
            User = call.User,
            Text = text,
            Visibility = visibility,
            Files = files,
            CreatedAt = call.ArrivedAt,
            Key = call.Key,
        };
        foreach (var file in files) file.StatusId = status.Id;
        world.Mastodon.Statuses.Add(status);
        WentLive(world, status);
        return MastodonAnswer.Ok(ShowStatuses.Entity(status, call.Root));
    }

    /// <summary>A post that was deleted meanwhile is as good as never made.</summary>
    private static FakeStatus? Known(World world, MastodonCall call, string key) => world.Mastodon.Statuses.LastOrDefault(status =>
        status.Key == key && status.User.Id == call.User.Id && !status.IsDeleted && call.ArrivedAt < status.CreatedAt.AddSeconds(world.Mastodon.Settings.KeySeconds));

    private static void WentLive(World world, FakeStatus status)
    {
        string[] hashes = [.. status.Files.Select(file => file.Sha256)];
        string[] pictures = [.. status.Files.Where(file => file.Kind != "video").Select(file => file.Sha256)];
        world.Ledger.WentLive(seq => new LedgerPost
        {
            Seq = seq,
            MediaId = status.Id,
            // What its caller knows it by beforehand.
            ContainerId = status.Key ?? status.Id,
            AccountId = status.User.Id,
            ProductType = "MASTODON",
            MediaType = status.Files.Count == 0 ? "TEXT" : pictures.Length == 0 ? "VIDEO" : "IMAGE",
            Caption = status.Text,
            ImageSha256 = pictures.FirstOrDefault(),
            ImageSha256s = pictures,
            VideoSha256 = status.Files.FirstOrDefault(file => file.Kind == "video")?.Sha256,
            MediaSha256s = hashes,
            LiveAt = status.CreatedAt,
            Username = status.User.Username,
            Shortcode = status.Id,
        });
    }
}
