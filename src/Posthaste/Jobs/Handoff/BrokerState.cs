using Microsoft.Extensions.Logging;

namespace Posthaste.Jobs.Handoff;

/// <summary>Whether the broker does its part for this node, for its workers, its health and its log, which is told of each change once.</summary>
internal sealed partial class BrokerState(ILogger<BrokerState> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<object, string> _troubles = [];
    private bool? _answers;

    /// <summary>Null where none is used, or before the first try.</summary>
    public bool? Answers
    {
        get
        {
            lock (_gate) return _answers;
        }
    }

    /// <summary>Why it does not, for a person; null where it does.</summary>
    public string? Trouble
    {
        get
        {
            lock (_gate) return _troubles.Values.FirstOrDefault();
        }
    }

    /// <param name="user">Who uses it: it answers once it does its part for everybody on this node.</param>
    public void Works(object user)
    {
        lock (_gate)
        {
            _troubles.Remove(user);
            if (_troubles.Count > 0 || _answers == true) return;
            _answers = true;
        }
        LogWorks();
    }

    public void Failed(object user, HandoffException cause)
    {
        lock (_gate)
        {
            _troubles[user] = cause.Message;
            if (_answers == false) return;
            _answers = false;
        }
        LogFailed(cause.Message);
    }

    [LoggerMessage(50, LogLevel.Information, "The broker answers: workers are told what is due")]
    private partial void LogWorks();

    [LoggerMessage(51, LogLevel.Warning, "The broker cannot be used: {Cause} Workers look for what is due by themselves; it is tried again")]
    private partial void LogFailed(string cause);
}
