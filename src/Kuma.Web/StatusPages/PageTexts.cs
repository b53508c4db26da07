using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Kuma.Web.StatusPages;

/// <summary>The words of the visitors' page in one language.</summary>
internal sealed record PageTexts(string Language)
{
    /// <summary>Where pages in this language lie in a page's cache.</summary>
    public string HtmlKey { get; } = $"html {Language}";

    public required string AllUp { get; init; }

    public required string PartiallyDown { get; init; }

    public required string AllDown { get; init; }

    public required string UnderMaintenance { get; init; }

    public required string NoServices { get; init; }

    public required string NoMonitors { get; init; }

    public required string NothingHere { get; init; }

    public required string Up { get; init; }

    public required string Down { get; init; }

    public required string Pending { get; init; }

    public required string Maintenance { get; init; }

    public required string Unknown { get; init; }

    public required string NoData { get; init; }

    public required string Hours24 { get; init; }

    /// <summary>With the number of days.</summary>
    public required string CertificateExpiry { get; init; }

    /// <summary>The same for one day.</summary>
    public required string CertificateExpiryOne { get; init; }

    public required string Created { get; init; }

    /// <summary>The same on an open incident.</summary>
    public required string DateCreated { get; init; }

    public required string LastUpdated { get; init; }

    public required string PastIncidents { get; init; }

    public required string LoadMore { get; init; }

    public required string Manual { get; init; }

    public required string RefreshIn { get; init; }

    public required string PoweredBy { get; init; }

    public required string Now { get; init; }

    public required string EditPage { get; init; }

    public required string GoToDashboard { get; init; }

    /// <summary>With checks, up and down.</summary>
    public required string History { get; init; }

    public static PageTexts English { get; } = new("en")
    {
        AllUp = "All Systems Operational", PartiallyDown = "Partially Degraded Service", AllDown = "Degraded Service",
        UnderMaintenance = "Under Maintenance", NoServices = "No Services", NoMonitors = "No Monitors",
        NothingHere = "👀 Nothing here, please add a group or a monitor.",
        Up = "Up", Down = "Down", Pending = "Pending", Maintenance = "Maintenance", Unknown = "Unknown",
        NoData = "Heartbeat history: No data", Hours24 = "24 hours", CertificateExpiry = "Cert Exp.: {0} days", CertificateExpiryOne = "Cert Exp.: 1 day",
        Created = "Created", DateCreated = "Date Created", EditPage = "Edit Status Page", GoToDashboard = "Go to Dashboard",
        LastUpdated = "Last Updated", PastIncidents = "Past Incidents", LoadMore = "Load More", Manual = "Manual", RefreshIn = "Refresh in",
        PoweredBy = "Powered by", Now = "now", History = "Heartbeat history: {0} checks, {1} up, {2} down",
    };

    private static readonly FrozenDictionary<string, PageTexts> All = new[]
    {
        English,
        new PageTexts("de")
        {
            AllUp = "Alle Systeme in Betrieb", PartiallyDown = "Teilweise gestört", AllDown = "Gestört",
            UnderMaintenance = "Wartungsarbeiten", NoServices = "Keine Dienste", NoMonitors = "Keine Monitore",
            NothingHere = "👀 Hier ist noch nichts, bitte eine Gruppe oder einen Monitor hinzufügen.",
            Up = "Erreichbar", Down = "Ausgefallen", Pending = "Ausstehend", Maintenance = "Wartung", Unknown = "Unbekannt",
            NoData = "Verlauf: keine Daten", Hours24 = "24 Stunden", CertificateExpiry = "Zertifikat: {0} Tage", CertificateExpiryOne = "Zertifikat: 1 Tag",
            Created = "Erstellt", DateCreated = "Erstellt", EditPage = "Statusseite bearbeiten", GoToDashboard = "Zum Dashboard",
            LastUpdated = "Zuletzt aktualisiert", PastIncidents = "Vergangene Vorfälle", LoadMore = "Mehr laden", Manual = "Manuell",
            RefreshIn = "Aktualisierung in", PoweredBy = "Betrieben mit", Now = "jetzt",
            History = "Verlauf: {0} Prüfungen, {1} erreichbar, {2} ausgefallen",
        },
        new PageTexts("fr")
        {
            AllUp = "Tous les systèmes sont opérationnels", PartiallyDown = "Service partiellement dégradé", AllDown = "Service dégradé",
            UnderMaintenance = "En maintenance", NoServices = "Aucun service", NoMonitors = "Aucune sonde",
            NothingHere = "👀 Rien ici, ajoutez un groupe ou une sonde.",
            Up = "En ligne", Down = "Hors ligne", Pending = "En attente", Maintenance = "Maintenance", Unknown = "Inconnu",
            NoData = "Historique : aucune donnée", Hours24 = "24 heures", CertificateExpiry = "Certificat : {0} jours", CertificateExpiryOne = "Certificat : 1 jour",
            Created = "Créé le", DateCreated = "Créé le", EditPage = "Modifier la page de statut", GoToDashboard = "Tableau de bord",
            LastUpdated = "Dernière mise à jour", PastIncidents = "Incidents passés", LoadMore = "Afficher plus", Manual = "Manuel",
            RefreshIn = "Actualisation dans", PoweredBy = "Propulsé par", Now = "maintenant",
            History = "Historique : {0} vérifications, {1} en ligne, {2} hors ligne",
        },
        new PageTexts("es")
        {
            AllUp = "Todos los sistemas operativos", PartiallyDown = "Servicio parcialmente degradado", AllDown = "Servicio degradado",
            UnderMaintenance = "En mantenimiento", NoServices = "Sin servicios", NoMonitors = "Sin monitores",
            NothingHere = "👀 No hay nada aquí, añade un grupo o un monitor.",
            Up = "Funcionando", Down = "Caído", Pending = "Pendiente", Maintenance = "Mantenimiento", Unknown = "Desconocido",
            NoData = "Historial: sin datos", Hours24 = "24 horas", CertificateExpiry = "Certificado: {0} días", CertificateExpiryOne = "Certificado: 1 día",
            Created = "Creado", DateCreated = "Creado", EditPage = "Editar página de estado", GoToDashboard = "Ir al panel",
            LastUpdated = "Última actualización", PastIncidents = "Incidentes pasados", LoadMore = "Cargar más", Manual = "Manual",
            RefreshIn = "Se actualiza en", PoweredBy = "Desarrollado con", Now = "ahora",
            History = "Historial: {0} comprobaciones, {1} funcionando, {2} caídas",
        },
    }.ToFrozenDictionary(texts => texts.Language, StringComparer.OrdinalIgnoreCase);

    /// <summary>The first of the visitor's languages that there are words for, else English.</summary>
    public static PageTexts For(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage;
        if (header.Count == 0 || header is ["en-US,en;q=0.9" or "en-US,en;q=0.5" or "en"])
        {
            return English;
        }

        if (!StringWithQualityHeaderValue.TryParseList(header, out var wanted))
        {
            return English;
        }

        foreach (var language in wanted.Where(language => language.Quality is not 0).OrderByDescending(language => language.Quality ?? 1))
        {
            if (All.TryGetValue(language.Value.ToString().Split('-')[0], out var texts))
            {
                return texts;
            }
        }

        return English;
    }

    public static string Fill(string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
