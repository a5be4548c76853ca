namespace ControlPlane.Demo.Transactions;

/// <summary>
/// Where each number of a transaction sits in the input of the fraud models.
/// Continuous ones are scaled to mean 0 and deviation 1 for ordinary payments; yes-or-no ones are 0 or 1.
/// </summary>
internal enum Feature
{
    Amount = 0,
    AmountAgainstUsual = 1,
    HourSine = 2,
    HourCosine = 3,
    DistanceFromHome = 4,
    TimeSinceLast = 5,
    CountLastHour = 6,
    CountLastDay = 7,
    DeclinedLastDay = 8,
    MerchantRisk = 9,
    AccountAge = 10,
    NewMerchant = 11,
    NewDevice = 12,
    Online = 13,
    Abroad = 14,
    PinUsed = 15,

    /// <summary>The first of fourteen nameless numbers about the rhythm of typing, pointing and browsing.</summary>
    FirstRhythm = 16,
}
