using System.Text;

namespace Posthaste.Sandbox.Cloudinary;

/// <summary>What lies at the stand-in for Cloudinary, and what it is told to do wrong. One door, as with the <see cref="SandboxState"/>.</summary>
internal sealed class CloudWorld
{
    public const string CloudName = "sandbox-cloud";
    public const string ApiKey = "sandbox-cloud-key";
    public const string ApiSecret = "sandbox-cloud-secret";

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Type, string PublicId), CloudAsset> _assets = [];
    private readonly Dictionary<string, MemoryStream> _parts = [];
    private readonly List<string> _calls = [];
    private readonly List<CloudFault> _faults = [];

    /// <summary>Runs alone.</summary>
    public T Run<T>(Func<CloudWorld, T> work)
    {
        lock (_gate) return work(this);
    }

    public IReadOnlyCollection<CloudAsset> Assets => _assets.Values;

    /// <summary>One line for each call, as in <c>video/upload bytes 0-99/250</c>; those that a fault struck too.</summary>
    public IReadOnlyList<string> Calls => _calls;

    /// <summary>Bytes that files grow by as they come in, as where an account changes them.</summary>
    public int ChangesBy { get; set; }

    public void Note(string call) => _calls.Add(call);

    public CloudAsset? Find(string type, string publicId) => _assets.GetValueOrDefault((type, publicId));

    public CloudAsset Put(string type, string publicId, byte[] bytes, string contentType, DateTimeOffset at)
    {
        if (ChangesBy > 0) bytes = [.. bytes, .. Encoding.ASCII.GetBytes(new string('x', ChangesBy))];
        return _assets[(type, publicId)] = new CloudAsset(type, publicId, bytes, contentType, at, _assets.Count + 1);
    }

    public bool Remove(string type, string publicId) => _assets.Remove((type, publicId));

    /// <summary>Takes a part that goes on where the ones before ended.</summary>
    /// <returns>What has come so far; null where there is a gap.</returns>
    public byte[]? AddPart(string uploadId, long start, byte[] part)
    {
        if (!_parts.TryGetValue(uploadId, out var all)) _parts[uploadId] = all = new MemoryStream();
        if (start > all.Length) return null;
        // The same part again, because its answer was lost.
        all.Position = start;
        all.Write(part);
        return all.ToArray();
    }

    public void EndParts(string uploadId) => _parts.Remove(uploadId);

    public void Order(CloudFault fault) => _faults.Add(fault);

    public void Reset()
    {
        _assets.Clear();
        _parts.Clear();
        _calls.Clear();
        _faults.Clear();
        ChangesBy = 0;
    }

    /// <summary>Forgets the parts that have come, as after an outage.</summary>
    public void LoseParts() => _parts.Clear();

    /// <summary>The fault that strikes this call; it is used up by one.</summary>
    public CloudFault? Strike(string step)
    {
        var at = _faults.FindIndex(fault => fault.Step == step);
        if (at < 0) return null;
        var fault = _faults[at];
        if (fault.Times == 1) _faults.RemoveAt(at);
        else if (fault.Times > 1) _faults[at] = fault with { Times = fault.Times - 1 };
        return fault;
    }
}

/// <summary>A file that lies there.</summary>
/// <param name="Type"><c>image</c> or <c>video</c>.</param>
internal sealed record CloudAsset(string Type, string PublicId, byte[] Bytes, string ContentType, DateTimeOffset CreatedAt, int Version);

/// <summary>Something to go wrong.</summary>
/// <param name="Step"><c>upload</c>, <c>destroy</c>, <c>list</c>, <c>ping</c> or <c>deliver</c>.</param>
/// <param name="Status">What is answered; 0 for no answer, after the call had its effect.</param>
/// <param name="Times">How often; 0 for no end.</param>
internal sealed record CloudFault(string Step, int Status, int Times)
{
    public static readonly string[] Steps = ["upload", "destroy", "list", "ping", "deliver"];
}
