using Microsoft.Extensions.Options;

namespace Posthaste.Server.Live;

/// <summary>Bounds how many connections one member, or one key, has open on this node.</summary>
internal sealed class LivePlaces(IOptions<LiveOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, int> _taken = [];

    /// <returns>False where all are taken; else give it back with <see cref="Leave"/>.</returns>
    public bool TryTake(Guid callerId)
    {
        lock (_gate)
        {
            var taken = _taken.GetValueOrDefault(callerId);
            if (taken >= options.Value.ConnectionsPerMember) return false;
            _taken[callerId] = taken + 1;
            return true;
        }
    }

    public void Leave(Guid callerId)
    {
        lock (_gate)
        {
            if (_taken[callerId] == 1) _taken.Remove(callerId);
            else _taken[callerId]--;
        }
    }
}
