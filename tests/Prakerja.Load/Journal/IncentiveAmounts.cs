namespace Prakerja.Load.Journal;

/// <summary>I1: the amounts of the incentive in rupiah, and the total that a participant must have received.</summary>
internal static class IncentiveAmounts
{
    public const long Instalment = 600_000;
    public const int Instalments = 4;
    public const long Survey = 50_000;

    /// <summary>The sum that the programme must have paid to a participant at the end of the run.</summary>
    public static long DueTo(Participant participant) =>
        participant is
        {
            HasReviewed: true, IsWalletGood: true, Ended: not (CardEnd.Cancelled or CardEnd.Lapsed)
        }
            ? (Instalments * Instalment) + (participant.Surveys.Count * Survey)
            : 0;
}
