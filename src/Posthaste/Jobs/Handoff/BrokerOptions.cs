using System.ComponentModel.DataAnnotations;

namespace Posthaste.Jobs.Handoff;

/// <summary>Section <c>Broker</c>: a broker between schedulers and workers, which needs PostgreSQL and is never needed itself.</summary>
public sealed record BrokerOptions : IValidatableObject
{
    public const string Section = "Broker";

    private const string UrlRule = "the address is amqp:// or amqps:// with a host, such as amqps://posthaste:…@broker.example.com/posthaste";

    /// <summary>With name, password and virtual host; empty (default) for none. A secret.</summary>
    public string Url { get; init; } = "";

    /// <summary>A file with the address alone, in its place.</summary>
    public string? UrlFile { get; init; }

    /// <summary>Hints of each kind that a worker takes from the broker ahead of what it runs. Default 32.</summary>
    [Range(1, 2000)]
    public int Prefetch { get; init; } = 32;

    /// <summary>How often a worker that hears hints looks by itself: what a lost one costs at the most. Default 5 s. A worker that finds something by it, or whose broker does not answer, goes
    /// back to looking as often as one without a broker until the next hint.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether one is to be used.</summary>
    public bool IsSet => Url.Length > 0 || UrlFile is { Length: > 0 };

    /// <summary>Not the address, which a record would print.</summary>
    public override string ToString() => Section;

    /// <exception cref="SecretFileException">It is in a file that cannot be read.</exception>
    /// <exception cref="HandoffException">What is in the file is no such address.</exception>
    internal Uri ReadUrl() =>
        Read(UrlFile is { Length: > 0 } path ? SecretFile.Read(path, $"{Section}:{nameof(UrlFile)}") : Url) ?? throw new HandoffException($"{Section}:{nameof(UrlFile)}: {UrlRule}.");

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // Without what was given: it has the password in it.
        if (Url.Length > 0 && Read(Url) is null) yield return new ValidationResult(UrlRule, [nameof(Url)]);
    }

    private static Uri? Read(string text) => Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) && url.Scheme is "amqp" or "amqps" && url.Host.Length > 0 ? url : null;
}
