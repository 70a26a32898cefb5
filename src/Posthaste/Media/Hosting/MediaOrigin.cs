namespace Posthaste.Media.Hosting;

/// <summary>Where networks fetch media, as far as it is known before there is any.</summary>
/// <param name="Url">Its scheme and host count.</param>
/// <param name="Setting">The setting that decides it, for messages.</param>
/// <param name="AnswersHead">False for addresses that are signed for GET alone.</param>
public sealed record MediaOrigin(Uri Url, string Setting, bool AnswersHead)
{
    public const string OwnSetting = "PublicBaseUrl";

    /// <summary>This server hands the media out.</summary>
    public static MediaOrigin Of(PublicAddress address) => new(address.Url, OwnSetting, AnswersHead: true);
}
