using System.Net;

namespace Posthaste.Media.Importing;

/// <summary>Decides where the server goes for a file that somebody names: only to the public web, by <see cref="HostGuard"/>, so that nobody reads through it what only it can reach.</summary>
internal sealed class ImportGuard
{
    private const int MaxLength = 2_000;

    /// <summary>The addresses behind a name; the system's resolver outside of tests.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    public Func<IPAddress, bool> MayReach { get; init; } = PublicIp.IsPublic;

    /// <summary>Also others than 80 and 443.</summary>
    public bool AnyPort { get; init; }

    private HostGuard Hosts => new() { Resolve = Resolve, MayReach = MayReach };

    public static ImportGuard For(MediaOptions options) => options.ImportPrivateHosts ? new ImportGuard { MayReach = ip => true, AnyPort = true } : new ImportGuard();

    /// <summary>Looks at an address as it is written, before any name in it is looked up.</summary>
    /// <param name="text">As it came: may be anything.</param>
    /// <param name="refusal">Why it is not gone to; null where it may be, so far. Names no more of it than the host.</param>
    /// <returns>Null where it is refused.</returns>
    public Uri? Read(string text, out MediaRefusal? refusal)
    {
        refusal = null;
        if (text.Length > MaxLength || text.Any(char.IsControl) || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            refusal = MediaRefusal.ForImportAddress("This is no address of the web. Give one that begins with https://, with no more than 2,000 characters.");
        else if (address.UserInfo.Length > 0)
            refusal = MediaRefusal.ForImportAddress("The address has a user name or password in it. Give one that can be opened without.");
        else if (!AnyPort && !address.IsDefaultPort && address.Port is not (80 or 443))
            refusal = MediaRefusal.ForImportAddress($"The address names port {address.Port}. Files are fetched from the ports of the web alone, 443 and 80.");
        else if (!Hosts.MayName(address))
            refusal = NotPublic(address.IdnHost);
        else
            return address;
        return null;
    }

    /// <summary>Looks the host up and connects to what was found.</summary>
    /// <exception cref="ImportStoppedException">The host is not of the public web.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken ct)
    {
        try
        {
            return await Hosts.ConnectAsync(host, ct);
        }
        catch (HostNotPublicException e)
        {
            throw new ImportStoppedException(NotPublic(e.Host));
        }
    }

    private static MediaRefusal NotPublic(string host) =>
        MediaRefusal.ForImportAddress($"{host} is not on the public web, and files are fetched from there alone. Download the file and upload it, or ask whoever runs the server (Media:ImportPrivateHosts).");
}

/// <summary>Ends a download for a reason that a person is told.</summary>
internal sealed class ImportStoppedException(MediaRefusal refusal) : Exception(refusal.Code)
{
    public MediaRefusal Refusal { get; } = refusal;
}
