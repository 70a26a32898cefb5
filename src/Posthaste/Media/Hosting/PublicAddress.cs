namespace Posthaste.Media.Hosting;

/// <summary>The setting <c>PublicBaseUrl</c>: where the world reaches this server.</summary>
/// <param name="Url">As it was given; what platforms get is its ASCII form.</param>
public sealed record PublicAddress(Uri Url)
{
    public static readonly Uri Default = new("http://127.0.0.1:5080");
}
