/* test-layouts.c - forms and letters as many offices lay them out: labels before, above, below and
 * among their values, in columns, between lines to write on, in other words. */
#include "batch_setup.h"
#include "page_text.h"

#include <string.h>

static BatchSetup setup;
static Roster *roster;

typedef struct {
    const char *type, *text;
    const char *fields; /* "name=value; ...": all values of each of these names */
} Layout;

static const Layout layouts[] = {
    {"consultation",
     "MAPLE GROVE CARDIOLOGY, P.A.\n"
     "410 W Oak St, Suite 2, Decatur, IL 62521     Tel 217-555-0180   Fax 217-555-0181\n"
     "\n"
     "February 9, 2026\n"
     "\n"
     "Susan Whitfield, MD\n"
     "Prairie Family Practice\n"
     "88 Court St\n"
     "Decatur, IL 62522\n"
     "\n"
     "Re: DOE, Jane A. DOB 3/4/52 MRN 00123\n"
     "\n"
     "Dear Dr. Whitfield,\n"
     "\n"
     "Thank you for asking me to see your patient, who was evaluated on 02/06/2026.\n"
     "\n"
     "With best regards,\n"
     "\n"
     "Harold T. Brennan, MD, FACC",
     "patient_name=DOE, Jane A; date_of_birth=1952-03-04; date_of_service=2026-02-06; mrn=00123; "
     "provider=Harold T Brennan; referring_provider=Susan Whitfield; facility=MAPLE GROVE "
     "CARDIOLOGY, P.A."},
    {"lab-report",
     "                                   QUEST RIDGE LABORATORIES\n"
     "Patient .............. : LOPEZ GARCIA, MARIA DEL CARMEN\n"
     "Date of Birth ........ : 07-SEP-1948             Sex ....... : F\n"
     "Med. Rec. # .......... : R0098812\n"
     "Requesting MD ........ : K. O'BRIEN, MD\n"
     "Collected ............ : 01/05/2026 07:45\n"
     "Reported ............. : 01/06/2026",
     "patient_name=LOPEZ GARCIA, MARIA DEL CARMEN; date_of_birth=1948-09-07; "
     "date_of_service=2026-01-05; mrn=R0098812; provider=K O'BRIEN; facility=QUEST RIDGE "
     "LABORATORIES; sex=F"},
    {"lab-report",
     "LAKE SHORE LAB\n"
     "_______________________   ____________   _____________\n"
     "Okonkwo-Reyes, Adaeze     11/02/1990     A-778812\n"
     "Patient Name              DOB            MRN",
     "patient_name=Okonkwo-Reyes, Adaeze; date_of_birth=1990-11-02; mrn=A-778812"},
    {"radiology-report",
     "NORTH IMAGING PARTNERS\n"
     "Name: SMITH,JOHN Q JR          MR #: 4471982\n"
     "DOB: 1944.02.01                Age/Sex: 82Y M\n"
     "Exam Date: 10.11.2026          Ordering: Patel, Anil MD\n"
     "Accession: 99-1123\n"
     "IMPRESSION: Normal.\n"
     "Electronically signed by: Marta Feldman, MD on 10/12/2026 at 09:15",
     "patient_name=SMITH, JOHN Q Jr; date_of_birth=1944-02-01; date_of_service=2026-10-11; "
     "mrn=4471982; provider=Marta Feldman; referring_provider=Anil Patel; facility=NORTH IMAGING "
     "PARTNERS"},
    {"progress-note",
     "VISIT NOTE\n"
     "Pt. Ana Maria Diaz, 74 y/o F, DOB 03/14/1952, MRN# 482913\n"
     "Seen by: Kim Nguyen, FNP\n"
     "Date seen: 5 May 2026",
     "patient_name=Diaz, Ana Maria; date_of_birth=1952-03-14; date_of_service=2026-05-05; "
     "mrn=482913; provider=Kim Nguyen"},
    {"progress-note",
     "Patient Name      Ana Diaz                Visit Date   05/05/2026\n"
     "Birthdate         Mar 14 1952             Provider     Kim Nguyen FNP\n"
     "Record No.        482913                  Location     East Clinic",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; date_of_service=2026-05-05; mrn=482913; "
     "provider=Kim Nguyen"},
    {"discharge-summary",
     "ST. ANNE HOSPITAL\n"
     "PATIENT: Diaz, Ana            ADMITTED:   04/01/2026\n"
     "MRN: 482913                   DISCHARGED: 04/05/2026\n"
     "DOB: 03/14/1952               ATTENDING:  Roe, Max DO\n"
     "PCP: Susan Whitfield, MD\n"
     "cc: Susan Whitfield, MD",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; date_of_service=2026-04-05; mrn=482913; "
     "provider=Max Roe; facility=ST. ANNE HOSPITAL"},
    {"prior-authorization",
     "Prior Authorization Form\n"
     "Member Information\n"
     "Last Name: Diaz        First Name: Ana       MI: M\n"
     "DOB: 03/14/1952        Member ID#: W884211920\n"
     "Phone: 217-555-0142\n"
     "Prescriber Information\n"
     "Prescriber Name: Jane Poe, MD      NPI: 1234567893\n"
     "Office Phone: 217-555-0111   Office Fax: 217-555-0112\n"
     "Diagnosis: Migraine     ICD-10: G43.909\n"
     "Ref #: PA20260042",
     "patient_name=Diaz, Ana M; date_of_birth=1952-03-14; provider=Jane Poe; npi=1234567893; "
     "icd10=G43.909; member_id=W884211920; phone=+12175550142"},
    {"appointment-notice",
     "Lakeside Clinic\n"
     "Dear Ana Diaz,\n"
     "This is a reminder of your upcoming visit:\n"
     "Date: Tuesday, December 1, 2026\n"
     "Time: 10:30 AM\n"
     "Provider: Jane Poe, MD",
     "patient_name=Diaz, Ana; date_of_service=2026-12-01; provider=Jane Poe; facility=Lakeside "
     "Clinic; appointment=2026-12-01T10:30"},
    {"immunization-record",
     "IMMUNIZATION HISTORY\n"
     "DIAZ, ANA                         Born: 03/14/1952   Female\n"
     "Record #482913\n"
     "Vaccine        Date         Site\n"
     "Influenza      10/01/2025   LD",
     "patient_name=DIAZ, ANA; date_of_birth=1952-03-14; mrn=482913"},
    {"operative-report",
     "OPERATIVE NOTE\n"
     "PATIENT NAME: Ana Diaz\n"
     "MEDICAL RECORD NUMBER: 482913\n"
     "BIRTH DATE: 03/14/1952\n"
     "PREOPERATIVE DIAGNOSIS: Cholelithiasis (K80.20).\n"
     "SURGEON: Max Roe, DO\n"
     "ASSISTANT: Mary Poole, PA-C\n"
     "ANESTHESIOLOGIST: Lee Chan, MD\n"
     "DATE OF PROCEDURE: 03/03/2026\n"
     "DICTATED: 03/04/2026   TRANSCRIBED: 03/05/2026",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; date_of_service=2026-03-03; mrn=482913; "
     "provider=Max Roe; icd10=K80.20"},
    {"consultation",
     "CONSULTATION REPORT\n"
     "+--------------------------------------------------------------+\n"
     "Patient:   Nguyen, Van Thi            Acct #:  V00012345\n"
     "DOB:       12/25/60                   MR #:    M000998877\n"
     "Sex:       Female                     Service: 11/01/2026\n"
     "Consulting Physician: Ricardo Benitez, M.D.\n"
     "Referring Physician:  Alice B. Toklas, D.O.",
     "patient_name=Nguyen, Van Thi; date_of_birth=1960-12-25; mrn=M000998877; provider=Ricardo "
     "Benitez; referring_provider=Alice B Toklas; sex=F"},
    {"history-and-physical",
     "HISTORY & PHYSICAL\n"
     "NAME: St. John, Virginia Lee\n"
     "MR#: 55-10-42\n"
     "ADMIT DATE: 02/14/2026\n"
     "BIRTHDATE: 8/8/1931\n"
     "ATTENDING: Dr. Paul de la Cruz",
     "patient_name=St. John, Virginia Lee; date_of_birth=1931-08-08; date_of_service=2026-02-14; "
     "mrn=55-10-42; provider=Paul de la Cruz"},
    {"lab-report",
     "Patient Information              Specimen Information            Client Information\n"
     "Diaz, Ana                        Specimen: 123-456-7890-0        Client #: 90210\n"
     "DOB: 03/14/1952 AGE: 74          Collected: 05/01/2026 08:30     Harbor Medical Group\n"
     "Gender: F                        Received: 05/01/2026 14:00      9 Oak Ave\n"
     "Phone: 217.555.0142              Reported: 05/02/2026 02:10      Peoria, IL 61602\n"
     "Patient ID: 482913                                               Ordering: POE, JANE MD",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; date_of_service=2026-05-01; mrn=482913; "
     "provider=JANE POE; facility=Harbor Medical Group; phone=+12175550142; sex=F"},
    {"lab-report",
     "PATIENT DIAZ,ANA M                       AGE 74Y   SEX F   DOB 03/14/1952\n"
     "MRN 00482913                             ACCT 7712345\n"
     "REQUESTED BY POE,JANE MD                 COLLECTED 05/01/26 0830",
     "patient_name=DIAZ, ANA M; date_of_birth=1952-03-14; date_of_service=2026-05-01; "
     "mrn=00482913; provider=JANE POE; sex=F"},
    {"pathology-report",
     "SURGICAL PATHOLOGY\n"
     "Name            DIAZ, ANA                   Path No.     S26-0042\n"
     "MRN             482913                      Taken        05/01/2026\n"
     "Birth/Age/Sex   03/14/1952  (74)  F         Received     05/02/2026\n"
     "Physician       Jane Poe, MD                Reported     05/04/2026\n"
     "Diagnosis: Benign (D22.5).\n"
     "Pathologist: Omar Haddad, M.D., Ph.D.",
     "patient_name=DIAZ, ANA; date_of_birth=1952-03-14; date_of_service=2026-05-01; mrn=482913; "
     "provider=Omar Haddad; referring_provider=Jane Poe; icd10=D22.5; sex=F"},
    {"referral",
     "Referral Request #: R-20931\n"
     "Member/Patient Name: Ana Diaz          Member DOB: 03/14/1952\n"
     "Health Plan: Molina Healthcare         Member ID No.: 0045561298\n"
     "Requesting Provider: Jane Poe MD       Req. Provider NPI: 1234567893\n"
     "Refer To: Max Roe DO                   Specialty: Neurology\n"
     "Diagnosis Code(s): M54.2; R51.9        Procedure Code(s): 99204\n"
     "Authorization No.: 77-A1029",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; provider=Max Roe; referring_provider=Jane "
     "Poe; npi=1234567893; icd10=M54.2 & R51.9; cpt=99204; payer=Molina Healthcare; "
     "member_id=0045561298"},
    {"prior-authorization",
     "Date of Birth: 03/14/1952 | Name: Diaz, Ana | Plan: Humana Gold Plus | Member #: H44123987\n"
     "CPT Code: 70553 | ICD-10 Code: G43.909 | Units: 1\n"
     "Ordering Physician: Jane Poe, MD | NPI: 1234567893 | Phone: 217-555-0111",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; provider=Jane Poe; npi=1234567893; "
     "icd10=G43.909; cpt=70553; payer=Humana Gold Plus; member_id=H44123987"},
    {"explanation-of-benefits",
     "UnitedHealthcare\n"
     "Patient Name        Patient Acct     Member ID       Claim Number\n"
     "Ana Diaz            00482913         944512087       26-0099112\n"
     "Provider: Jane Poe MD\n"
     "Date of Service   Proc   Charge    Allowed   Not Covered   Paid\n"
     "05/01/26          99214   225.00    131.20     0.00        104.96\n"
     "05/01/26          93000    65.00     17.10     0.00         13.68\n"
     "Claim Total               290.00    148.30     0.00        118.64",
     "patient_name=Diaz, Ana; date_of_service=2026-05-01; provider=Jane Poe; cpt=99214 & 93000; "
     "payer=UnitedHealthcare; member_id=944512087; total_charge=290.00"},
    {"appointment-notice",
     "Appointment Card\n"
     "Name  Ana Diaz\n"
     "has an appointment on\n"
     "Mon. Nov. 30, 2026   at   9:00 a.m.\n"
     "With Jane Poe, MD",
     "patient_name=Diaz, Ana; provider=Jane Poe; appointment=2026-11-30T09:00"},
    {"immunization-record",
     "Child's Name: Diaz, Leo            Date of Birth: 06/06/2024\n"
     "Mother's Name: Diaz, Ana           Mother's DOB: 03/14/1996\n"
     "Medical Record Number: 7788991\n"
     "Parent Phone: (217) 555-0142",
     "patient_name=Diaz, Leo; date_of_birth=2024-06-06; mrn=7788991; phone=+12175550142"},
    {"claim-form",
     "PATIENT NAME: ANA DIAZ              INSURED NAME: LUIS DIAZ\n"
     "PATIENT DOB: 03/14/1952             INSURED DOB: 01/02/1950\n"
     "PATIENT ADDRESS: 12 ELM ST          INSURED ID: XOF123456789\n"
     "PATIENT PHONE: 217-555-0142         GROUP: 1002\n"
     "DOS        CPT     DX       CHARGES   RENDERING NPI\n"
     "05/01/2026 99213   M54.2    $150.00   1003099276\n"
     "05/01/2026 20610   M25.511  $228.00   1003099276\n"
     "TOTAL: $378.00",
     "patient_name=DIAZ, ANA; date_of_birth=1952-03-14; date_of_service=2026-05-01; "
     "npi=1003099276; icd10=M54.2 & M25.511; cpt=99213 & 20610; member_id=XOF123456789; "
     "total_charge=378.00; phone=+12175550142"},
    {"discharge-summary",
     "Patient Name: DIAZ ANA M\n"
     "Unit #: J000482913     Acct #: J00077123456\n"
     "DOB: 03/14/52    Age/S: 74/F\n"
     "Admit Date: 04/01/26      Disch Date: 04/05/26\n"
     "Attending: ROE,MAX DO      Report #: 0405-0099\n"
     "Report Status: Signed",
     "patient_name=DIAZ, ANA M; date_of_birth=1952-03-14; date_of_service=2026-04-05; "
     "mrn=J000482913; provider=MAX ROE"},
    {"lab-report",
     "CLINICA DEL VALLE\n"
     "Nombre del Paciente: José María Peña Ruiz\n"
     "Fecha de Nacimiento: 03/14/1952      Sexo: M\n"
     "Expediente #: 00482913\n"
     "Fecha: 05/01/2026",
     "patient_name=Ruiz, José María Peña; date_of_birth=1952-03-14; mrn=00482913; sex=M"},
    {"consultation",
     "Dictated By: Max Roe, DO\n"
     "Patient: DIAZ, ANA\n"
     "DOB: 03/14/1952\n"
     "Date of Consultation: 05/01/2026\n"
     "D: 05/02/2026    T: 05/03/2026\n"
     "Requesting: Dr. Jane Poe",
     "patient_name=DIAZ, ANA; date_of_birth=1952-03-14; date_of_service=2026-05-01; provider=Max "
     "Roe; referring_provider=Jane Poe"},
    {"progress-note",
     "PATIENT\n"
     "Ana Diaz\n"
     "DOB\n"
     "03/14/1952\n"
     "MRN\n"
     "00482913\n"
     "DATE OF VISIT\n"
     "05/01/2026\n"
     "PROVIDER\n"
     "Jane Poe, MD",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; date_of_service=2026-05-01; mrn=00482913; "
     "provider=Jane Poe"},
    {"lab-report",
     "Patient Name: Ana Diaz (F)\n"
     "Patient DOB/Age: 03/14/1952 (74)\n"
     "Patient ID/MRN: 00482913\n"
     "Ordering Provider/NPI: Jane Poe, MD / 1234567893\n"
     "Collection Date/Time: 05/01/2026 0830",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; date_of_service=2026-05-01; mrn=00482913; "
     "npi=1234567893"},
    {"prior-authorization",
     "Patient's Name:________Ana Diaz_________ DOB:__03/14/1952__ Sex: [ ] M [X] F\n"
     "Subscriber ID:____W884211920____ Plan:___Aetna PPO____\n"
     "Physician's Name:____Jane Poe, MD___ NPI:__1234567893__\n"
     "Phone #:___217-555-0111___\n"
     "CPT:__70551__ ICD-10:__G43.909__",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; provider=Jane Poe; npi=1234567893; "
     "icd10=G43.909; cpt=70551; payer=Aetna; sex=F"},
    {"immunization-record",
     "Name (Last, First, MI): Diaz, Ana M\n"
     "Birth Date (mm/dd/yyyy): 03/14/1952\n"
     "MRN/Chart No: 00482913\n"
     "Telephone No: (217) 555-0142\n"
     "Date Printed: 05/01/2026",
     "patient_name=Diaz, Ana M; date_of_birth=1952-03-14; mrn=00482913; phone=+12175550142"},
    {"discharge-summary",
     "Name: Ana Diaz            Adm Date: 04/01/2026\n"
     "MR No: 482913             Dis Date: 04/05/2026\n"
     "D/O/B: 03/14/1952         Phys: Max Roe, DO",
     "patient_name=Diaz, Ana; date_of_birth=1952-03-14; date_of_service=2026-04-05; mrn=482913; "
     "provider=Max Roe"},
    {"claim-form",
     "CLAIM STATEMENT\n"
     "Patient's Name (First, MI, Last): Ana M Diaz\n"
     "Insured's Name (First, MI, Last): Luis Diaz\n"
     "Patient's Birth Date: 03 | 14 | 1952    Sex: F\n"
     "Insured's I.D. Number: XOF123456789\n"
     "Prior Authorization Number: A55173481\n"
     "21. Diagnosis: A. M54.2  B. I10  C. E11.9\n"
     "24A 05 01 26  05 01 26  11  99213  AB  150.00  1  1003099276\n"
     "28. Total Charge: 150.00\n"
     "Billing Provider: Harbor Medical Group    NPI: 1689044711",
     "patient_name=Diaz, Ana M; date_of_birth=1952-03-14; date_of_service=2026-05-01; "
     "npi=1003099276; facility=Harbor Medical Group; icd10=M54.2 & I10 & E11.9; cpt=99213; "
     "member_id=XOF123456789; authorization_number=A55173481; total_charge=150.00"},
    /* values over their labels */
    {"operative-report",
     "HARBOR POINT SURGERY CENTER\n"
     "\n"
     "Okafor, Iris       07/21/1983         8060053\n"
     "Patient            DOB                Record no.\n"
     "\n"
     "\n"
     "Aaron Finch, MD    07/12/2026         ASA II\n"
     "Operating surgeon  Date of surgery    Class",
     "patient_name=Okafor, Iris; date_of_birth=1983-07-21; mrn=8060053; provider=Aaron Finch; "
     "date_of_service=2026-07-12"},
    {"progress-note",
     "CLIENT             CLIENT NO.     VISIT        CLINICIAN\n"
     "Kamp, Eileen       K672551        02/03/26     Dustin Black, NP",
     "patient_name=Kamp, Eileen; date_of_service=2026-02-03; provider=Dustin Black"},
    {"consultation",
     "Hobart, Leona (F, 66 y.o.)\n"
     "MRN: 6439295     DOB: 1/9/1960     Visit date: 1/31/2026",
     "patient_name=Hobart, Leona; date_of_birth=1960-01-09; mrn=6439295"},
    {"progress-note",
     "Maureen Gloria Gant      Tri-River Pediatrics & Adult Medicine\n"
     "Born 01/07/1956 (69 yrs) Female",
     "patient_name=Gant, Maureen Gloria; date_of_birth=1956-01-07"},
    {"consultation",
     "Re: Ms. Isabel E. Amber, born October 8th, 1982\n"
     "Dear Dr. Knight,\n"
     "Thank you for sending her.",
     "patient_name=Amber, Isabel E; date_of_birth=1982-10-08"},
    {"consultation", "Regarding: Malone, Ralph / 4/26/1952 / chart K551234",
     "patient_name=Malone, Ralph; date_of_birth=1952-04-26; mrn=K551234"},
    {"other",
     "This is to certify that Annette Salas (DOB 07/02/1996), chart 01066080, was seen here.",
     "patient_name=Salas, Annette; date_of_birth=1996-07-02; mrn=01066080"},
    {"other",
     "HEALTH CARE POWER OF ATTORNEY\n"
     "I, Sylvia Beverly Flint, being of sound mind, name Dolores Flint as my health care agent.",
     "patient_name=Flint, Sylvia Beverly"},
    {"other", "I, Dolores Flint, health care agent of Sylvia Flint, declare:", "patient_name="},
    {"other",
     "HEALTH CARE POWER OF ATTORNEY\n"
     "I, Sylvia Beverly Flint, being of sound mind, declare:",
     "patient_name=Flint, Sylvia Beverly"},
    {"other", "I, Sylvia Flint, mother of the above, declare:", "patient_name="},
    {"other", "1, Sylvia Beverly Flint, born March 18, 1941, being of sound mind, declare:",
     "patient_name=Flint, Sylvia Beverly; date_of_birth=1941-03-18"},
    {"other", "1, Sylvia Beverly Flint, being of sound mind, declare:", "patient_name="},
    {"appointment-notice", "Hello Evelyn Beech,\nThis is a reminder. Your birth date: 07/03/1982",
     "patient_name=Beech, Evelyn; date_of_birth=1982-07-03"},
    {"appointment-notice",
     "Patient        DOB          Your chart #   Appt date     Appt time   Seeing\n"
     "Le, Julian     07/28/1966   08629281       12/24/2026    12:15 PM    Paige Nunn, DO",
     "patient_name=Le, Julian; date_of_birth=1966-07-28; mrn=08629281; "
     "appointment=2026-12-24T12:15; provider=Paige Nunn"},
    {"prior-authorization",
     "Member\n"
     "Name        DRISLER, JOSEPHINE\n"
     "DOB         03/18/2017\n"
     "2. Ordering provider\n"
     "Name        D'Arco, Philip MD, PhD",
     "patient_name=DRISLER, JOSEPHINE; date_of_birth=2017-03-18; provider=Philip D'Arco"},
    {"records-request",
     "CLAIMANT           DATE OF BIRTH     CASE NUMBER\n"
     "BOWMAN, IRIS K     09/29/1967        5218485\n"
     "ALLEGED ONSET DATE    DATE OF REQUEST    YOUR PATIENT NO.\n"
     "05/24/2023            06/27/2024         K522983",
     "patient_name=BOWMAN, IRIS K; date_of_birth=1967-09-29; mrn=K522983"},
    {"lab-report",
     "PATIENT INFORMATION     SPECIMEN INFORMATION     CLIENT INFORMATION\n"
     "O'DORAN, SHANE G        SPECIMEN K302787R        KNIGHT, JOYCE",
     "patient_name=O'DORAN, SHANE G"},
    {"pathology-report", "Patient: AGUIRRE, SHELDON      Client: Blue Ridge IM #4471",
     "patient_name=AGUIRRE, SHELDON"},
    {"pathology-report", "Client: Blue Ridge IM #4471", "patient_name="},
    {"referral", "PATIENT REFERRAL\nBlue Ridge Internal Medicine", "patient_name="},
    {"other",
     "PATIENT\n"
     "Patient name          Date of birth     Chart number\n"
     "O'Dowd, Sidney P      04/13/1961        3924367\n"
     "SPOUSE / PARENT\n"
     "Name                  Date of birth\n"
     "Sterling O'Dowd       03/18/1962\n"
     "GUARANTOR\n"
     "Name                  Date of birth     Relationship\n"
     "Elmer O'Dowd          01/27/1951        Parent",
     "patient_name=O'Dowd, Sidney P; date_of_birth=1961-04-13; mrn=3924367"},
    {"referral",
     "Blue Ridge Internal Medicine\n"
     "1244 Juniper St Lynchburg, VA 24586\n"
     "July 19, 2026\n"
     "Faye Archer, MD\n"
     "Appalachian Heart & Vascular\n"
     "5811 Sunset Terrace\n"
     "Charleston, WV 25338\n"
     "Subject: Referral of Milton Walden, DOB 7/27/1974, MRN 7508791\n"
     "Dear Dr. Archer,\n"
     "I would be grateful if you would see this patient of mine.\n"
     "Sincerely,\n"
     "Joyce Knight, DO",
     "date_of_birth=1974-07-27; mrn=7508791; provider=Faye Archer; "
     "referring_provider=Joyce Knight"},
    {"consultation",
     "Brendan White, MD, PhD          December 25, 2026\n"
     "Melinda Daven, FNP-C            Yolanda Town, MD, PhD\n"
     "Pulmonology                     Blue Ridge Internal Medicine\n"
     "                                Lynchburg, VA 24586\n"
     "Dear Dr. Town:\n"
     "Thank you for asking me to see this patient.",
     "referring_provider=Yolanda Town"},
    {"refill-request",
     "TO: Vance, Brenda M.D.      FROM: Walgate Pharmacy 2207\nPatient: DIAZ, ANA",
     "provider=Brenda Vance"},
    {"progress-note",
     "Date of treatment   Therapist                     Visit #\n"
     "10/5/2026           Katherine Mercer, PT, DPT     7 of 12\n"
     "Physician               Insurance\n"
     "Yolanda Town, MD, PhD   Optima Health",
     "provider=Katherine Mercer; date_of_service=2026-10-05"},
    {"records-request", /* who is addressed has his name already */
     "SUMMONS FOR PAPERS\nTO: Keeper of charts, Prairie Family Practice\n"
     "Name:           Ana Maria Diaz\n"
     "Date of birth:  March 14, 1952\n",
     "patient_name=Diaz, Ana Maria; date_of_birth=1952-03-14"},
    {"consultation",
     "Dear Ruth,\n"
     "I saw Ana Maria Diaz (born 03/14/1952, your chart 00482913) in the office on January 5, "
     "2026\n"
     "at your request.\n"
     "Sincerely,\nJane Poe, MD",
     "patient_name=Diaz, Ana Maria; date_of_service=2026-01-05; mrn=00482913; provider=Jane Poe"},
    {"progress-note",
     "Patient: Ana Diaz\nVisit: 01/05/2026\nNephrologist: Jane Poe, MD\n"
     "NEUROLOGIC: Alert. Good strength.\n\nHospital:\n1. Hypertensive emergency.",
     "patient_name=Diaz, Ana; provider=Jane Poe; facility="},
    {"other",
     "PERMIT OF THE TOWN\nSECTION A - APPLICANT\n"
     "Full legal name of applicant     Date of birth\n"
     "Ana Maria Diaz                   03/14/1952\n",
     "patient_name=Diaz, Ana Maria; date_of_birth=1952-03-14"},
    {"explanation-of-benefits", "Your Claims for Part B (Medical Insurance)\nName: Ana Diaz",
     "payer="},
};

static char *values_of(const Document *document, const char *name)
{
    GString *values = g_string_new(NULL);
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = g_ptr_array_index(document->fields, i);
        if (g_strcmp0(field->name, name) == 0)
            g_string_append_printf(values, "%s%s", values->len > 0 ? " & " : "", field->value);
    }
    return g_string_free(values, FALSE);
}

static void layout_check(gconstpointer data)
{
    const Layout *layout = data;
    g_autoptr(Batch) batch = batch_setup_batch(&setup);
    batch->roster = roster;
    Document *document = document_new();
    g_free(document->type);
    document->type = g_strdup(layout->type);
    g_ptr_array_add(document->pages, page_from_text(1, layout->text));
    g_ptr_array_add(batch->documents, document);
    batch_setup_run(&setup, batch);
    g_auto(GStrv) expected = g_strsplit(layout->fields, "; ", -1);
    for (guint i = 0; expected[i] != NULL; i++) {
        char *value = strchr(expected[i], '=');
        *value++ = '\0';
        g_autofree char *found = values_of(document, expected[i]);
        g_test_message("%s", expected[i]);
        g_assert_cmpstr(found, ==, value);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    batch_setup_open(&setup, &extract_stage);
    roster = roster_new();
    roster_seal(roster);
    for (guint i = 0; i < G_N_ELEMENTS(layouts); i++) {
        g_autofree char *path = g_strdup_printf("/layouts/%02u-%s", i + 1, layouts[i].type);
        g_test_add_data_func(path, &layouts[i], layout_check);
    }
    int status = g_test_run();
    roster_free(roster);
    batch_setup_close(&setup);
    return status;
}
