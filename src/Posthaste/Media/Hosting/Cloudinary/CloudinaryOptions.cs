using System.ComponentModel.DataAnnotations;

namespace Posthaste.Media.Hosting.Cloudinary;

/// <summary>Section <c>Media:Cloudinary</c>. Needed where <c>Media:Hosting</c> is <c>cloudinary</c>, and for as long as copies made there are
/// still to be removed.</summary>
public sealed record CloudinaryOptions
{
    public const string Section = "Media:Cloudinary";

    public string CloudName { get; init; } = "";

    public string ApiKey { get; init; } = "";

    public string ApiSecret { get; init; } = "";

    /// <summary>A file with the API secret alone, in its place.</summary>
    public string? ApiSecretFile { get; init; }

    /// <summary>What every public id begins with. Belongs to one database alone: what lies under it and is in none of our rows is removed.
    /// Default <c>posthaste/</c>.</summary>
    [RegularExpression(@"^[A-Za-z0-9._\-]+(/[A-Za-z0-9._\-]+)*/$", ErrorMessage = "the prefix is letters, digits, '.', '_', '-' and '/', and ends in '/', such as posthaste/")]
    public string Prefix { get; init; } = "posthaste/";

    /// <summary>Where uploads go; accounts in Europe and Asia have others.</summary>
    [Required]
    public Uri ApiBaseUrl { get; init; } = new("https://api.cloudinary.com");

    /// <summary>Where media is fetched; accounts with a domain of their own have others. The cloud's name is put behind it.</summary>
    [Required]
    public Uri DeliveryBaseUrl { get; init; } = new("https://res.cloudinary.com");

    /// <summary>Larger files go in parts of this size. Default 20 MiB; Cloudinary asks for 5 MiB at least.</summary>
    [Range(5_242_880, 104_857_600)]
    public long PartBytes { get; init; } = 20L << 20;

    /// <summary>For one request, the sending of a part included. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a request that failed for a passing reason is sent again before the whole try counts as failed. Default 4.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 4;

    /// <summary>Not the secret, which a record would print.</summary>
    public override string ToString() => Section;

    /// <summary>Copies can be put and removed.</summary>
    internal bool IsSet => CloudName.Length > 0 && ApiKey.Length > 0 && (ApiSecret.Length > 0 || ApiSecretFile is { Length: > 0 });

    /// <exception cref="MediaHostException">It is in a file that cannot be read.</exception>
    internal string ReadSecret() => HostSecret.Read(ApiSecret, ApiSecretFile, $"{Section}:{nameof(ApiSecretFile)}");
}
