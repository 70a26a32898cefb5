namespace Posthaste.Media.Hosting.Cloudinary;

/// <summary>Puts into words what Cloudinary answered. Pure. Its own text is not repeated: it quotes what was signed.</summary>
internal static class CloudinaryErrors
{
    public const string Later = "Nothing is lost: it is tried again by itself.";

    /// <summary>It may work in a moment.</summary>
    public static bool IsPassing(int status) => status is 408 or 420 or 423 or 429 or >= 500;

    /// <param name="text">What the answer says of its error; for telling causes apart only.</param>
    public static MediaHostException From(int status, string? text) => status switch
    {
        < 300 => Wrong("ApiBaseUrl", "What answers as Cloudinary (Media:Cloudinary:ApiBaseUrl) does not answer like it.", "Correct the setting."),
        401 or 403 when Says(text, "signature") => Wrong("ApiSecret", "Cloudinary refuses the signature: the secret (Media:Cloudinary:ApiSecret) does not belong to the API key.", "Correct the setting."),
        401 or 404 when Says(text, "cloud_name") => Wrong("CloudName", "Cloudinary does not know the cloud (Media:Cloudinary:CloudName).", "Correct the setting."),
        401 or 403 => Wrong("ApiKey", "Cloudinary refuses the API key (Media:Cloudinary:ApiKey) or its secret (Media:Cloudinary:ApiSecret).", "Correct the settings, or give the key the right to upload and delete."),
        404 => Wrong("ApiBaseUrl", "What answers as Cloudinary (Media:Cloudinary:ApiBaseUrl) does not know its calls.", "Correct the setting."),
        400 or 413 when Says(text, "too large") => new("The file is larger than the plan at Cloudinary allows.", "Use a larger plan or another host (Media:Hosting), or send a smaller file."),
        423 => new("Cloudinary is still working on the file.", Later),
        420 or 429 => new("Cloudinary takes no more calls from this account for now.", "Nothing is lost: it is tried again by itself. Look at the plan's limits there."),
        _ => new($"Cloudinary answers with status {status}.", Later) { IsRefusal = !IsPassing(status) },
    };

    /// <summary>It took the file and does not hand it out.</summary>
    public static MediaHostException Withheld(int status) => IsPassing(status)
        ? From(status, null)
        : new($"Cloudinary took the file, but answers with status {status} where it should hand it out.",
            "See that delivery is not restricted there, and that Media:Cloudinary:DeliveryBaseUrl is right.");

    public static MediaHostException Unreachable(Exception cause) => new("Cloudinary cannot be reached.", Later, inner: cause);

    private static MediaHostException Wrong(string setting, string message, string advice) => new(message, advice, $"{CloudinaryOptions.Section}:{setting}");

    private static bool Says(string? text, string words) => text?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
}
