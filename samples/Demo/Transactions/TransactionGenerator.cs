namespace ControlPlane.Demo.Transactions;

/// <summary>
/// Makes card payments: the same seed gives the same payments in the same order.
/// Honest people travel, buy telephones and go on sprees, so that no single number tells a fraud.
/// Three kinds of fraud differ in which numbers move together.
/// </summary>
public sealed class TransactionGenerator(Random random)
{
    /// <summary>Share of frauds among the payments that people really make.</summary>
    public const double UsualFraudShare = 0.04;

    private const int RhythmPairs = 5;

    /// <summary>The next payment, a fraud with probability <paramref name="fraudShare"/>.</summary>
    public Transaction Next(double fraudShare = UsualFraudShare) => Make(random.Happens(fraudShare));

    /// <summary>The next payment of the kind asked for.</summary>
    public Transaction Make(bool fraud)
    {
        var features = Ordinary();
        if (fraud)
            Defraud(features);
        else
            LiveALittle(features);

        Rhythm(features, fraud);
        return new Transaction(features, fraud);
    }

    private float[] Ordinary()
    {
        var features = new float[Transaction.Length];
        for (var index = 0; index < features.Length; index++)
            features[index] = random.Normal();

        SetHour(features, random.Between(7, 24));
        Add(features, Feature.AmountAgainstUsual, 0.5f * features[(int)Feature.Amount]);
        Set(features, Feature.NewMerchant, random.Happens(0.2));
        Set(features, Feature.NewDevice, random.Happens(0.05));
        Set(features, Feature.Online, random.Happens(0.45));
        Set(features, Feature.Abroad, random.Happens(0.04));
        Set(features, Feature.PinUsed, random.Happens(0.5));
        return features;
    }

    private void LiveALittle(float[] features)
    {
        if (random.Happens(0.10))
            Travel(features);

        if (random.Happens(0.08))
            Set(features, Feature.NewDevice, true);

        if (random.Happens(0.10))
            Spree(features);
    }

    private void Travel(float[] features)
    {
        Add(features, Feature.DistanceFromHome, 1.8f);
        Set(features, Feature.Abroad, true);
        Set(features, Feature.NewMerchant, true);
        SetHour(features, random.Between(0, 24));
    }

    private static void Spree(float[] features)
    {
        Add(features, Feature.CountLastHour, 1.6f);
        Add(features, Feature.CountLastDay, 1.2f);
        Add(features, Feature.Amount, 0.8f);
        Add(features, Feature.TimeSinceLast, -1);
    }

    private void Defraud(float[] features)
    {
        switch (random.Next(3))
        {
            case 0:
                TestCard(features);
                break;
            case 1:
                TakeOverAccount(features);
                break;
            default:
                UseStolenCard(features);
                break;
        }
    }

    private static void TestCard(float[] features)
    {
        Add(features, Feature.CountLastHour, 1.5f);
        Add(features, Feature.DeclinedLastDay, 1.3f);
        Add(features, Feature.Amount, -1.3f);
        Add(features, Feature.TimeSinceLast, -1.1f);
        Set(features, Feature.Online, true);
        Set(features, Feature.NewMerchant, true);
    }

    private void TakeOverAccount(float[] features)
    {
        SetHour(features, random.Between(0, 9));
        Set(features, Feature.NewDevice, random.Happens(0.85));
        Set(features, Feature.Online, true);
        Add(features, Feature.AmountAgainstUsual, 1.4f);
        Add(features, Feature.MerchantRisk, 0.8f);
    }

    private void UseStolenCard(float[] features)
    {
        Add(features, Feature.DistanceFromHome, 1.4f);
        Add(features, Feature.MerchantRisk, 1.2f);
        Add(features, Feature.CountLastDay, 1);
        Set(features, Feature.PinUsed, false);
        Set(features, Feature.Abroad, random.Happens(0.5));
    }

    /// <summary>
    /// Each rhythm looks the same alone for everybody.
    /// In pairs they move together for owners and against each other for thieves, which a large model with many examples can find.
    /// </summary>
    private void Rhythm(float[] features, bool fraud)
    {
        for (var pair = 0; pair < RhythmPairs; pair++)
        {
            var first = (int)Feature.FirstRhythm + (2 * pair);
            var shared = random.Normal();
            features[first] = (0.8f * shared) + (0.6f * features[first]);
            features[first + 1] = (0.8f * (fraud ? -shared : shared)) + (0.6f * features[first + 1]);
        }
    }

    private static void SetHour(float[] features, float hour)
    {
        var (sine, cosine) = MathF.SinCos(MathF.Tau * hour / 24);
        features[(int)Feature.HourSine] = sine;
        features[(int)Feature.HourCosine] = cosine;
    }

    private static void Set(float[] features, Feature feature, bool value) => features[(int)feature] = value ? 1 : 0;

    private static void Add(float[] features, Feature feature, float value) => features[(int)feature] += value;
}
