namespace Prakerja.Grains.Partners;

/// <summary>The figures of a provider's courses, counted from the events of all participants.</summary>
/// <param name="Redeemed">Redeemed codes.</param>
/// <param name="Completed">Completed trainings.</param>
/// <param name="Certified">Issued certificates.</param>
/// <param name="Reviews">Reviews of courses.</param>
/// <param name="RatingSum">The sum of all ratings, 1 to 5 each.</param>
[GenerateSerializer, Immutable, Alias("provider-figures")]
public sealed record ProviderFigures(
    [property: Id(0)] long Redeemed,
    [property: Id(1)] long Completed,
    [property: Id(2)] long Certified,
    [property: Id(3)] long Reviews,
    [property: Id(4)] long RatingSum)
{
    public static ProviderFigures None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Adds the figures of the same provider from another partition.</summary>
    public ProviderFigures Plus(ProviderFigures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ProviderFigures(
            Redeemed + other.Redeemed,
            Completed + other.Completed,
            Certified + other.Certified,
            Reviews + other.Reviews,
            RatingSum + other.RatingSum);
    }
}
