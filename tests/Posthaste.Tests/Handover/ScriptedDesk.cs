using Posthaste.Handover;

namespace Posthaste.Tests.Handover;

/// <summary>A way to people that does what a test says; all is well unless it says otherwise.</summary>
internal sealed class ScriptedDesk : ICardDesk
{
    private readonly TaskCompletionSource<Card> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _messages;

    /// <summary>Comes with the first card.</summary>
    public Task<Card> First => _first.Task;

    public bool IsSetUp { get; set; } = true;

    /// <summary>What becomes of the next cards, in order.</summary>
    public Queue<Func<Card, CardSent>> Next { get; } = [];

    public List<Card> Cards { get; } = [];

    /// <summary>What closed cards say.</summary>
    public List<(CardPlace Place, string Verdict)> Closed { get; } = [];

    public List<string> Reminders { get; } = [];

    /// <summary>When closing is to be tried again; null where it works.</summary>
    public DateTimeOffset? CloseAgainAt { get; set; }

    /// <summary>Happens while a card is sent.</summary>
    public Func<Card, Task>? During { get; set; }

    public async Task<CardSent> SendAsync(Card card, CancellationToken ct)
    {
        lock (Cards) Cards.Add(card);
        _first.TrySetResult(card);
        if (During is { } during) await during(card);
        return Next.TryDequeue(out var answer) ? answer(card) : Sent(card);
    }

    public Task<DateTimeOffset?> CloseAsync(CardPlace place, string verdict, CancellationToken ct)
    {
        lock (Closed) Closed.Add((place, verdict));
        return Task.FromResult(CloseAgainAt);
    }

    public Task<bool> RemindAsync(CardPlace place, string text, CancellationToken ct)
    {
        lock (Reminders) Reminders.Add(text);
        return Task.FromResult(true);
    }

    private CardSent.Sent Sent(Card card)
    {
        var message = Interlocked.Increment(ref _messages);
        return new CardSent.Sent(new CardPlace(card.ChatId, message, [message]));
    }
}
