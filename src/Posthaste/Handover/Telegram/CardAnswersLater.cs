using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Handover.Telegram;

/// <summary>Finds who takes the answers only when there is one: what takes answers also sends cards, so neither can be made before the other.</summary>
internal sealed class CardAnswersLater(IServiceProvider services)
{
    public ICardAnswers Value => services.GetRequiredService<ICardAnswers>();
}
