using System.Net;

namespace Posthaste.Media.Importing;

/// <summary>Takes a file from the web into a workspace's library. The address is used and forgotten: what follows its question mark may be a signature.</summary>
internal sealed class ImportMedia(IHttpClientFactory clients, ImportGuard guard, UploadMedia uploadMedia, MediaOptions options, TimeProvider time)
{
    public const string Client = "media.import";

    private const int MaxRedirects = 3;

    /// <summary>For the head of one answer.</summary>
    private static readonly TimeSpan HeadPatience = TimeSpan.FromSeconds(15);

    public async Task<UploadResult> RunAsync(MediaImport wanted, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(options.ImportTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            return Told(await FetchAsync(wanted, either.Token));
        }
        catch (ImportStoppedException stopped)
        {
            return new UploadResult.Refused(stopped.Refusal with { Field = "url" });
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new UploadResult.Refused(MediaRefusal.ForImport($"It took longer than the {options.ImportTimeout.TotalMinutes:0.#} minutes that are allowed") with { Field = "url" });
        }
    }

    private async Task<UploadResult> FetchAsync(MediaImport wanted, CancellationToken ct)
    {
        var address = guard.Read(wanted.Url, out var refusal) ?? throw new ImportStoppedException(refusal!);
        using var client = clients.CreateClient(Client);
        for (var hop = 0; ; hop++)
        {
            using var answer = await SendAsync(client, address, ct);
            if (NextAddress(answer, address) is { } next)
            {
                if (hop == MaxRedirects) throw Stopped($"{address.IdnHost} sends on more than {MaxRedirects} times");
                address = next;
                continue;
            }
            if (answer.StatusCode != HttpStatusCode.OK) throw Stopped($"{address.IdnHost} answered with status {(int)answer.StatusCode}");

            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            await using var content = new ImportStream(body, address.IdnHost, time);
            return await uploadMedia.RunAsync(new Upload
            {
                WorkspaceId = wanted.WorkspaceId,
                Content = content,
                FileName = wanted.FileName ?? Uri.UnescapeDataString(address.Segments[^1]),
                DeclaredBytes = answer.Content.Headers.ContentLength,
            }, ct);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient client, Uri address, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(HeadPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", "Posthaste/0.1");
        request.Headers.TryAddWithoutValidation("Accept", "image/*, video/*, */*;q=0.1");
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (HttpRequestException e) when (e.InnerException is ImportStoppedException stopped)
        {
            throw stopped;
        }
        catch (HttpRequestException e)
        {
            throw Stopped($"{address.IdnHost} could not be reached: {Reason(e)}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Stopped($"{address.IdnHost} did not answer in time");
        }
    }

    /// <returns>Null where the answer sends nobody on.</returns>
    private Uri? NextAddress(HttpResponseMessage answer, Uri from)
    {
        if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location) return null;
        if (!Uri.TryCreate(from, location, out var joined)) throw Stopped($"{from.IdnHost} sends on to what is no address");
        var next = guard.Read(joined.AbsoluteUri, out var refusal) ?? throw new ImportStoppedException(refusal!);
        if (from.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps)
            throw new ImportStoppedException(MediaRefusal.ForImportAddress($"{from.IdnHost} sends on from https to plain http, where anybody on the way could put another file in its place."));
        return next;
    }

    /// <summary>What is wrong with an upload is here wrong with the address, and has a word of its own where the far end is at fault.</summary>
    private static UploadResult Told(UploadResult result)
    {
        if (result is not UploadResult.Refused { Refusal: var refusal }) return result;
        var told = refusal.Code switch
        {
            MediaRefusal.TooLarge => refusal with { Code = MediaRefusal.ImportTooLarge },
            MediaRefusal.Empty => MediaRefusal.ForImport("The file there is empty"),
            MediaRefusal.Incomplete => MediaRefusal.ForImport("The download broke off"),
            _ => refusal,
        };
        return new UploadResult.Refused(told with { Field = "url" });
    }

    private static ImportStoppedException Stopped(string what) => new(MediaRefusal.ForImport(what));

    private static string Reason(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name cannot be resolved",
        HttpRequestError.SecureConnectionError => "no secure connection came about; its certificate may be wrong or out of date",
        HttpRequestError.ConnectionError => "no connection came about",
        _ => "its answer could not be understood",
    };
}

/// <summary>A file on the web that somebody wants in the library.</summary>
/// <param name="WorkspaceId">Whose library.</param>
/// <param name="Url">As it came. Never logged or kept.</param>
/// <param name="FileName">Only for showing; null for the last part of the address.</param>
internal sealed record MediaImport(Guid WorkspaceId, string Url, string? FileName = null)
{
    public override string ToString() => "a file on the web";
}
