namespace Posthaste.Sandbox.Control;

/// <summary>Reads what the control API is sent.</summary>
internal static class TelegramOrders
{
    /// <param name="blank">What counts where nothing is said.</param>
    public static async Task<(T? Order, string? Problem)> ReadAsync<T>(HttpRequest request, T blank, CancellationToken ct) where T : class
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        return body is null ? (null, problem) : ControlJson.Merge(blank, body);
    }
}
