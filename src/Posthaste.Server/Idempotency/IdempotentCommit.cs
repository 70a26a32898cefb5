using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Server.Problems;
using Posthaste.Workspaces;

namespace Posthaste.Server.Idempotency;

/// <summary>The last part of one request: makes its effect and the memory of its answer one commit, so that the same request
/// sent again gets the same answer and no second effect. Without a key it only runs what it is given.</summary>
internal sealed class IdempotentCommit(ITransactions transactions, IIdempotencyStore store, TimeProvider time)
{
    private HttpContext? _http;
    private Guid _workspaceId;
    private string _key = "";
    private string _requestHash = "";

    private DateTimeOffset Since => time.GetUtcNow() - PruneIdempotencyKeys.Kept;

    public void Begin(Guid workspaceId, string key, HttpContext http) => (_workspaceId, _key, _http) = (workspaceId, key, http);

    /// <summary>Takes a JSON body, which is in memory, into the comparison.</summary>
    public async Task HashBodyAsync(CancellationToken ct)
    {
        if (_http is null) return;
        if (!_http.Request.Body.CanSeek)
        {
            SetBodyHash("");
            return;
        }
        _http.Request.Body.Position = 0;
        SetBodyHash(Convert.ToHexStringLower(await SHA256.HashDataAsync(_http.Request.Body, ct)));
    }

    /// <param name="bodyHash">Whatever tells this request's body from another.</param>
    public void SetBodyHash(string bodyHash)
    {
        if (_http is null) return;
        var request = $"{_http.Request.Method} {_http.Request.Path}{_http.Request.QueryString}\n{bodyHash}";
        _requestHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)));
    }

    /// <summary>The answer of an earlier request with this key, or the refusal of the key; null where the request is new.
    /// The body's hash must be set.</summary>
    public async Task<IResult?> FindAsync(CancellationToken ct)
    {
        if (_http is null) return null;
        return await store.FindAsync(_workspaceId, _key, Since, ct) is { } kept ? Replay(kept) : null;
    }

    /// <summary>Whether the key has been used; then the body need only be compared.</summary>
    public async Task<bool> IsUsedAsync(CancellationToken ct) =>
        _http is not null && await store.FindAsync(_workspaceId, _key, Since, ct) is not null;

    /// <param name="work">May await nothing but the store.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public async Task<object?> RunAsync(Func<Task<object?>> work, CancellationToken ct)
    {
        if (_http is null) return await work();
        try
        {
            return await transactions.RunAsync(() => RunInsideAsync(work, ct), ct);
        }
        catch (KeyTakenException)
        {
            // Another request with this key committed while this one was at work; all of this one is undone.
            return await FindAsync(ct) ?? throw new InvalidOperationException("An idempotency key was taken and is gone.");
        }
    }

    private async Task<object?> RunInsideAsync(Func<Task<object?>> work, CancellationToken ct)
    {
        if (await FindAsync(ct) is { } earlier) return earlier;
        if (await work() is not IResult result || result is EmptyHttpResult) return Results.Empty;

        var answer = await Answer.RenderAsync(result, _http!);
        if (answer.Status is < 200 or > 299) return answer;
        var kept = new StoredAnswer
        {
            WorkspaceId = _workspaceId,
            Key = _key,
            RequestHash = _requestHash,
            Status = answer.Status,
            Location = answer.Headers.Location.ToString() is { Length: > 0 } location ? location : null,
            Body = answer.TextToKeep,
            CreatedAt = time.GetUtcNow(),
        };
        return await store.AddAsync(kept, Since, ct) ? answer : throw new KeyTakenException();
    }

    private IResult Replay(StoredAnswer kept) => kept.RequestHash == _requestHash
        ? Answer.Replayed(kept.Status, kept.Location, kept.Body)
        : new ApiProblem(StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyKeyReused,
            "This Idempotency-Key was used for another request in the last 24 hours. Take a new key for every new request.");

    private sealed class KeyTakenException : Exception;
}
