using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Bluesky;

/// <summary>Files and records of accounts.</summary>
internal static class RepoMethods
{
    private const int CreatePoints = 3;
    private const int DeletePoints = 1;

    public static XrpcReply Upload(BlueskyWorld world, XrpcCall call)
    {
        var (repo, refusal) = SessionMethods.Caller(world, call);
        if (repo is null) return refusal!;
        if (call.File is not { } file) return XrpcReply.Refused("PayloadTooLarge", "request entity too large", StatusCodes.Status413PayloadTooLarge);
        var blob = repo.Blobs[Cid(0x55, file)] = new FakeBlob(Cid(0x55, file), call.ContentType, file);
        return XrpcReply.Ok(new JsonObject
        {
            ["blob"] = new JsonObject { ["$type"] = "blob", ["ref"] = new JsonObject { ["$link"] = blob.Cid }, ["mimeType"] = blob.ContentType, ["size"] = file.Length },
        });
    }

    public static XrpcReply Create(World world, XrpcCall call)
    {
        var (repo, refusal) = SessionMethods.Caller(world.Bluesky, call);
        if (repo is null) return refusal!;
        if (world.Bluesky.ByName(call.Text("repo")) != repo) return XrpcReply.Refused("InvalidRequest", "Could not find repo");
        if (call.Text("collection") is not { } collection || call.Body["record"] is not JsonObject record) return XrpcReply.Refused("InvalidRequest", "Input must have the property \"record\"");
        if (repo.Points.Take(CreatePoints, world.Bluesky.Settings.PointsPerHour, TimeSpan.FromHours(1), call.ArrivedAt) is { } freeAt) return XrpcReply.Limited(freeAt);
        var rkey = call.Text("rkey") ?? NewIds.Random(13).ToLowerInvariant();
        if (RecordRules.Refuse(repo, collection, rkey, record) is { } refused) return refused;
        // The real server has no better word for a name that is taken.
        if (repo.Records.ContainsKey((collection, rkey))) return XrpcReply.Refused("InternalServerError", "Internal Server Error", StatusCodes.Status500InternalServerError);

        var written = new FakeRecord($"at://{repo.Did}/{collection}/{rkey}", Cid(0x71, Encoding.UTF8.GetBytes(record.ToJsonString())), (JsonObject)record.DeepClone(), call.ArrivedAt);
        repo.Records[(collection, rkey)] = written;
        if (collection == RecordRules.Post) EnterLive(world, repo, rkey, written);
        return XrpcReply.Ok(new JsonObject { ["uri"] = written.Uri, ["cid"] = written.Cid, ["validationStatus"] = "valid" });
    }

    public static XrpcReply Get(BlueskyWorld world, XrpcCall call)
    {
        if (world.ByName(call.Query["repo"]) is not { } repo) return XrpcReply.Refused("RepoNotFound", "Could not find repo");
        return repo.Records.GetValueOrDefault((call.Query["collection"].ToString(), call.Query["rkey"].ToString())) is { } record
            ? XrpcReply.Ok(Show(record))
            : XrpcReply.Refused("RecordNotFound", $"Could not locate record: at://{repo.Did}/{call.Query["collection"]}/{call.Query["rkey"]}");
    }

    /// <summary>By name, the highest first.</summary>
    public static XrpcReply List(BlueskyWorld world, XrpcCall call)
    {
        if (world.ByName(call.Query["repo"]) is not { } repo) return XrpcReply.Refused("InvalidRequest", "Could not find repo");
        if (!int.TryParse(call.Query["limit"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit)) limit = 50;
        var cursor = (string?)call.Query["cursor"];
        var page = repo.Records.Where(record => record.Key.Collection == call.Query["collection"].ToString() && (cursor is null || string.CompareOrdinal(record.Key.Rkey, cursor) < 0))
            .Reverse().Take(limit).ToList();
        var body = new JsonObject { ["records"] = new JsonArray([.. page.Select(record => Show(record.Value))]) };
        if (page.Count > 0) body["cursor"] = page[^1].Key.Rkey;
        return XrpcReply.Ok(body);
    }

    /// <summary>Says yes to what is not there, too.</summary>
    public static XrpcReply Delete(BlueskyWorld world, XrpcCall call)
    {
        var (repo, refusal) = SessionMethods.Caller(world, call);
        if (repo is null) return refusal!;
        if (repo.Points.Take(DeletePoints, world.Settings.PointsPerHour, TimeSpan.FromHours(1), call.ArrivedAt) is { } freeAt) return XrpcReply.Limited(freeAt);
        repo.Records.Remove((call.Text("collection") ?? "", call.Text("rkey") ?? ""));
        return XrpcReply.Ok([]);
    }

    private static JsonObject Show(FakeRecord record) => new() { ["uri"] = record.Uri, ["cid"] = record.Cid, ["value"] = record.Value.DeepClone() };

    private static void EnterLive(World world, FakeRepo repo, string rkey, FakeRecord written)
    {
        var files = RecordRules.BlobsOf(written.Value).Select(cid => repo.Blobs[cid]).ToList();
        string Hash(FakeBlob blob) => Convert.ToHexStringLower(SHA256.HashData(blob.Bytes));
        var (pictures, videos) = (files.Where(file => !IsVideo(file)).Select(Hash).ToList(), files.Where(IsVideo).Select(Hash).ToList());
        world.Ledger.WentLive(seq => new LedgerPost
        {
            Seq = seq,
            MediaId = written.Uri,
            ContainerId = rkey,
            AccountId = repo.Did,
            ProductType = "FEED",
            MediaType = files.Count == 0 ? "TEXT" : videos.Count > 0 ? "VIDEO" : files.Count > 1 ? "CAROUSEL_ALBUM" : "IMAGE",
            Caption = (string?)written.Value["text"],
            ImageSha256 = pictures.FirstOrDefault(),
            ImageSha256s = pictures,
            VideoSha256 = videos.FirstOrDefault(),
            MediaSha256s = [.. files.Select(Hash)],
            LiveAt = written.WrittenAt,
            Username = repo.Handle,
            Shortcode = rkey,
        });
    }

    private static bool IsVideo(FakeBlob blob) => blob.ContentType.StartsWith("video/", StringComparison.Ordinal);

    /// <summary>The name that the protocol gives bytes: a version, what they are, their hash; in base 32.</summary>
    private static string Cid(byte codec, byte[] bytes)
    {
        const string letters = "abcdefghijklmnopqrstuvwxyz234567";
        byte[] binary = [0x01, codec, 0x12, 0x20, .. SHA256.HashData(bytes)];
        var text = new StringBuilder("b");
        var (rest, bits) = (0, 0);
        foreach (var one in binary)
        {
            (rest, bits) = ((rest << 8) | one, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(letters[(rest >> (bits - 5)) & 31]);
            rest &= (1 << bits) - 1;
        }
        if (bits > 0) text.Append(letters[(rest << (5 - bits)) & 31]);
        return text.ToString();
    }
}
